package io.lowland.statistics;

/**
 * A correlation coefficient with its two-sided test of "no association".
 *
 * @param coefficient in [−1, 1]
 * @param p two-sided p-value in [0, 1]
 * @param n number of points
 */
public record CorrelationTest(double coefficient, double p, int n) {}
