/**
 * Statistics of measures against generalisation: rank correlations with their p-values and
 * intervals, adjustment for many measures, covariates, comparison of regimes, model selection, and
 * the granulated criteria over several experiments.
 *
 * <p>Whatever can be undefined (too few points, a constant variable, a value that is not finite)
 * answers with an {@link io.lowland.statistics.Outcome}: a value or the reason why there is none,
 * never {@code NaN}. All results are pure functions of their arguments, seeds included.
 */
package io.lowland.statistics;
