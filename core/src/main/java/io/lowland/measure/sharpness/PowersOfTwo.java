package io.lowland.measure.sharpness;

/** Powers of two as units: multiplying by them rounds nothing. */
final class PowersOfTwo {
  private PowersOfTwo() {}

  /** The least power of two above {@code value}, at least 0; 1 for 0 and what is not finite. */
  static double above(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY
        ? Math.scalb(1.0, Math.getExponent(value) + 1)
        : 1;
  }
}
