package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MistakeTest {

  @Test
  void longValueEndsWithAWholeWord() {
    String value = "the quick brown fox jumps over the lazy dog ".repeat(3);

    assertThat(new Mistake("name", value, "a name").value())
        .isEqualTo(
            "the quick brown fox jumps over the lazy dog the quick brown fox jumps over the …");
  }

  @Test
  void longWordIsCut() {
    assertThat(new Mistake("name", "x".repeat(200), "a name").value())
        .isEqualTo("x".repeat(80) + "…");
  }
}
