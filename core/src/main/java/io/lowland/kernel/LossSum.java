package io.lowland.kernel;

/**
 * A sum of logarithms as the logarithm of a product: one {@code log} for many terms. Terms are sums
 * of a softmax, between 1 and the number of classes.
 */
final class LossSum {
  private static final double LARGE = 1e150;

  private double sum;
  private double product = 1;

  void addLog(double term) {
    product *= term;
    if (!(product < LARGE)) {
      sum += Math.log(product);
      product = 1;
    }
  }

  void add(double term) {
    sum += term;
  }

  double value() {
    return sum + Math.log(product);
  }
}
