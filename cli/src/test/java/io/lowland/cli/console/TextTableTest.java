package io.lowland.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
    TextTable table =
        TextTable.of("measure", "ρ").alignRight(1).row("pair_proxy", "+0.374").row("l2", "–");

    assertThat(table.lines())
        .containsExactly(
            "measure          ρ", //
            "──────────  ──────",
            "pair_proxy  +0.374",
            "l2               –");
  }

  @Test
  void headingStandsAboveTheRowsThatFollowAndWidensNoColumn() {
    TextTable table = TextTable.of("a", "b").row("1", "2").heading("others:").row("3", "4");

    assertThat(table.lines()).containsExactly("a  b", "─  ─", "1  2", "", "others:", "3  4");
  }

  @Test
  void rowOfAnotherLengthIsRefused() {
    TextTable table = TextTable.of("a", "b");

    assertThatThrownBy(() -> table.row("1")).hasMessageContaining("expected 2");
  }
}
