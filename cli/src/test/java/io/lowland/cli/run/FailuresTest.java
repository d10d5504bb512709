package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FailuresTest {

  @Test
  void reasonIsSaidOnceWithHowManyFailedForIt() {
    List<RunResult> failed =
        LongStream.range(0, 31)
            .mapToObj(seed -> failed(seed, seed == 2 ? "out of memory" : "no data"))
            .toList();

    assertThat(Failures.lines(failed))
        .containsExactly(
            "failed: seed 0, seed 1, seed 3 and 27 others: no data",
            "failed: seed 2: out of memory");
    assertThat(Failures.lines(List.of())).isEmpty();
  }

  @Test
  void ofManyReasonsTheReportHasTheRest() {
    List<RunResult> failed =
        LongStream.range(0, 5).mapToObj(seed -> failed(seed, "reason " + seed)).toList();

    assertThat(Failures.lines(failed))
        .hasSize(4)
        .last()
        .isEqualTo("failed for other reasons: see the report");
  }

  private static RunResult failed(long seed, String reason) {
    return RunResult.requested("e.default." + seed, "default", seed).withFailure(reason);
  }
}
