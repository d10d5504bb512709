package io.lowland.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.report.Samples;
import io.lowland.report.document.Block;
import org.junit.jupiter.api.Test;

class SelectionSectionTest {

  @Test
  void theOrderOfTheTableIsThatOfTheFamiliesWhateverTheAccuraciesAre() {
    // Of the two, hessian_trace has the higher accuracy in the last column.
    assertThat(new SelectionSection().about(Samples.pairProxy()))
        .filteredOn(Block.Tabular.class::isInstance)
        .singleElement()
        .satisfies(
            block ->
                assertThat(((Block.Tabular) block).table().rows())
                    .extracting(row -> row.getFirst())
                    .containsExactly("`pair_proxy`", "`hessian_trace`"));
  }
}
