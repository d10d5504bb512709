package io.lowland.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.statistics.Interval;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConcernSectionTest {

  @Test
  void whatMayBeUncorrelatedIsNoConfounder() {
    assertThat(ConcernSection.isTold(Optional.of(new Interval(-0.2, 0.3)))).isFalse();
    assertThat(ConcernSection.isTold(Optional.of(new Interval(0, 0.3)))).isFalse();
    assertThat(ConcernSection.isTold(Optional.empty())).isFalse();
    assertThat(ConcernSection.isTold(Optional.of(new Interval(0.1, 0.3)))).isTrue();
    assertThat(ConcernSection.isTold(Optional.of(new Interval(-0.6, -0.2)))).isTrue();
  }
}
