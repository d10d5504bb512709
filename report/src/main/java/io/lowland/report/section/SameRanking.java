package io.lowland.report.section;

import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;
import io.lowland.statistics.CorrelationTest;
import io.lowland.statistics.Spearman;
import java.util.ArrayList;
import java.util.List;

/** Measures that cannot be told apart by ranks, because they put all networks in the same order. */
final class SameRanking {
  /** Fewer networks agree by chance. */
  private static final int FEWEST = 8;

  private SameRanking() {}

  /** Groups of at least two names, each between backquotes. */
  static List<List<String>> of(ExperimentResult result) {
    List<String> left =
        new ArrayList<>(
            result.predictors(ExperimentResult.ALL_REGIMES).stream()
                .filter(each -> each.spearman().isPresent() && each.n() >= FEWEST)
                .map(Correlation::measure)
                .toList());
    List<List<String>> groups = new ArrayList<>();
    while (!left.isEmpty()) {
      String first = left.removeFirst();
      List<String> same = left.stream().filter(other -> agree(result, first, other)).toList();
      if (!same.isEmpty()) {
        left.removeAll(same);
        List<String> group = new ArrayList<>(List.of("`" + first + "`"));
        same.forEach(name -> group.add("`" + name + "`"));
        groups.add(group);
      }
    }
    return groups;
  }

  private static boolean agree(ExperimentResult result, String first, String second) {
    double[] ones = Values.of(result, ExperimentResult.ALL_REGIMES, first);
    double[] others = Values.of(result, ExperimentResult.ALL_REGIMES, second);
    return ones.length == others.length
        && Spearman.of(ones, others).toOptional().stream()
            .mapToDouble(CorrelationTest::coefficient)
            .anyMatch(rho -> Math.abs(rho) == 1);
  }
}
