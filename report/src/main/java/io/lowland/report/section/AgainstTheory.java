package io.lowland.report.section;

import io.lowland.report.result.Correlation;
import io.lowland.report.result.ExperimentResult;

/** Whether measures go with test accuracy the other way than the theory has it they come from. */
final class AgainstTheory {
  private AgainstTheory() {}

  /**
   * Whether ρ is negative where large values promise, or positive where small ones do. Of a measure
   * without a family nobody knows what its theory says.
   */
  static boolean is(ExperimentResult result, Correlation correlation) {
    double rho = correlation.spearman().orElse(0);
    if (rho == 0 || !hasTheory(result, correlation.measure())) {
      return false;
    }
    return result.modelSelection().stream()
        .filter(curves -> curves.regime().equals(ExperimentResult.ALL_REGIMES))
        .flatMap(curves -> curves.of(correlation.measure()).stream())
        .anyMatch(curve -> curve.preference().equals("higher") != rho > 0);
  }

  private static boolean hasTheory(ExperimentResult result, String measure) {
    return result.measures().stream()
        .filter(each -> each.name().equals(measure))
        .anyMatch(each -> each.predicts() && each.family().isPresent());
  }
}
