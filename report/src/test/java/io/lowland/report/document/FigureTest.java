package io.lowland.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void everyNameIsThatOfAFile() {
    assertThat(name("scatter-margin/90 %: all")).isEqualTo("scatter-margin-90----all");
    assertThat(name("scatter-../../x")).isEqualTo("scatter-..-..-x");
    assertThat(name("regimes-schärfe_0.5")).isEqualTo("regimes-schärfe_0.5");
  }

  private static String name(String name) {
    return new Figure(name, "caption", "<svg/>").name();
  }
}
