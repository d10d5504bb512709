package io.lowland.contracts;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether a measure has the same mean in two regimes, by Welch's t-test.
 *
 * @param measure name
 * @param first regime
 * @param second regime
 * @param firstN runs of the first with a value
 * @param secondN runs of the second with a value
 * @param firstMean mean of the first
 * @param secondMean mean of the second
 * @param difference first mean − second mean
 * @param ciLow lower end of the 95 % interval of the difference
 * @param ciHigh upper end
 * @param p two-sided, not adjusted
 * @param reason why there is no test
 */
public record RegimeComparison(
    String measure,
    String first,
    String second,
    int firstN,
    int secondN,
    OptionalDouble firstMean,
    OptionalDouble secondMean,
    OptionalDouble difference,
    OptionalDouble ciLow,
    OptionalDouble ciHigh,
    OptionalDouble p,
    Optional<String> reason) {}
