package io.lowland.analysis.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.ExperimentResults.RunResults;
import io.lowland.measure.MeasureFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorrelationAnalysisTest {
  private static final List<MeasureFacts> MEASURES =
      List.of(
          new MeasureFacts("pair_proxy", Optional.of(MeasureFamily.WEAKNESS), true),
          new MeasureFacts("test_accuracy", Optional.of(MeasureFamily.GENERALISATION), true),
          new MeasureFacts("test_loss", Optional.of(MeasureFamily.GENERALISATION), true),
          new MeasureFacts("users_own", Optional.empty(), false));

  @Test
  void generalisationIsCorrelatedForComparisonButDoesNotCountForHolm() {
    List<Correlation> rows = CorrelationAnalysis.of(results(8, 8));
    assertThat(rows)
        .extracting(Correlation::measure)
        .containsExactly("pair_proxy", "test_loss", "users_own");
    assertThat(rows.get(1).spearman()).isPresent();
    assertThat(rows.get(1).holmP()).isEmpty();
    double p = rows.get(0).p().orElseThrow();
    double other = rows.get(2).p().orElseThrow();
    // Two predictors: the smaller p is doubled, the larger stays.
    assertThat(rows.get(0).holmP()).hasValue(p < other ? 2 * p : Math.max(p, 2 * other));
  }

  @Test
  void correlationsAreProvisionalUntilEveryRequestedRunIsSettled() {
    assertThat(CorrelationAnalysis.of(results(8, 8))).noneMatch(Correlation::provisional);
    assertThat(CorrelationAnalysis.of(results(8, 7))).allMatch(Correlation::provisional);
    assertThat(CorrelationAnalysis.of(results(9, 8))).allMatch(Correlation::provisional);
  }

  @Test
  void aSingleRegimeIsNotRepeated() {
    assertThat(CorrelationAnalysis.of(results(8, 8)))
        .extracting(Correlation::regime)
        .containsOnly("all");
  }

  @Test
  void noRunsAtAllGiveReasons() {
    ExperimentResults nothing =
        new ExperimentResults("x", 0, Optional.of(3), Map.of("default", 3), MEASURES, List.of());
    assertThat(CorrelationAnalysis.of(nothing))
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.reason()).contains("0 points; at least 3 are needed");
              assertThat(row.runs()).isEqualTo(3);
              assertThat(row.toEvent().reason()).isPresent();
            });
  }

  private static ExperimentResults results(int requested, int settled) {
    List<RunResults> runs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      runs.add(
          new RunResults(
              "default",
              i < settled,
              Map.of(
                  "test_accuracy",
                  0.7 + i * 3 % 8 / 100.0,
                  "pair_proxy",
                  800.0 + i * 5 % 8,
                  "test_loss",
                  1.0 - i * 3 % 8 / 10.0,
                  "users_own",
                  (double) (i * i % 5))));
    }
    return new ExperimentResults(
        "x", 1, Optional.of(requested), Map.of("default", requested), MEASURES, runs);
  }
}
