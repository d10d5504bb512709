package io.lowland.statistics;

/**
 * How one measure goes with the target.
 *
 * @param measure its name
 * @param n points that have both the measure and the target
 * @param spearman ρ and its p-value
 * @param interval bootstrap 95 % percentile interval of ρ
 * @param kendall τ-b and its p-value
 * @param holmP Spearman's p adjusted for all measures of the table
 */
public record MeasureCorrelation(
    String measure,
    int n,
    Outcome<CorrelationTest> spearman,
    Outcome<Interval> interval,
    Outcome<CorrelationTest> kendall,
    Outcome<Double> holmP) {}
