package io.lowland.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackOptionsTest {

  @Test
  void stackForOneSmallExperimentIsBriefAndOtherwiseTheSame() {
    StackOptions lasting = StackOptions.forMachine(2);
    StackOptions brief = lasting.forOne(300);

    assertThat(lasting.brief()).isFalse();
    assertThat(brief.brief()).isTrue();
    assertThat(brief.workers()).isEqualTo(2);
    assertThat(brief.trainerThreads()).isEqualTo(lasting.trainerThreads());
    assertThat(brief.metricsThreads()).isEqualTo(lasting.metricsThreads());
    assertThat(lasting.forOne(301)).isEqualTo(lasting);
  }
}
