package io.lowland.report.section;

import io.lowland.report.document.Numerals;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RunResult;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Columns of numbers taken from the runs of a result. */
final class Values {
  private Values() {}

  /** The values of {@code measure} over the runs of {@code regime} that have one. */
  static double[] of(ExperimentResult result, String regime, String measure) {
    return present(result.runsOf(regime), run -> run.value(measure));
  }

  private static double[] present(List<RunResult> runs, Function<RunResult, OptionalDouble> value) {
    return runs.stream().map(value).flatMapToDouble(OptionalDouble::stream).toArray();
  }

  static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  /** Standard deviation with n − 1 below; 0 for one value. */
  static double deviation(double[] values) {
    if (values.length < 2) {
      return 0;
    }
    double mean = mean(values);
    double squares = DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Mean and standard deviation as text, or a dash. */
  static String summary(double[] values) {
    return values.length == 0
        ? Numerals.NONE
        : Numerals.meanAndDeviation(mean(values), deviation(values));
  }

  /** Mean and standard deviation of accuracies as text, or a dash. */
  static String accuracySummary(double[] values) {
    return values.length == 0
        ? Numerals.NONE
        : Numerals.accuracy(mean(values)) + " ± " + Numerals.accuracy(deviation(values));
  }
}
