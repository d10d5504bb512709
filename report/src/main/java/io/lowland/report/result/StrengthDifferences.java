package io.lowland.report.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * |ρ| of a reference measure minus |ρ| of each other, with paired 95 % bootstrap intervals.
 *
 * @param regime name, or {@link ExperimentResult#ALL_REGIMES}
 * @param reference the measure the others are held against
 * @param items by measure
 */
public record StrengthDifferences(String regime, String reference, List<Item> items) {

  /**
   * One measure.
   *
   * @param measure name
   * @param n runs that have both measures and a test accuracy
   * @param difference above 0 where the reference is stronger
   * @param ciLow lower end of the interval
   * @param ciHigh upper end
   * @param reason why there is none
   */
  public record Item(
      String measure,
      int n,
      OptionalDouble difference,
      OptionalDouble ciLow,
      OptionalDouble ciHigh,
      Optional<String> reason) {}
}
