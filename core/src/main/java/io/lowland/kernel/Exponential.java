package io.lowland.kernel;

/**
 * e^x in float arithmetic, the same bits on every machine and in every vector length, which neither
 * a library's nor an intrinsic's is. Range reduction to |r| ≤ ln 2 / 2 and a polynomial of degree
 * 6, as in Cephes' {@code expf}; relative error below 2e-7 for x in [-87, 0].
 */
final class Exponential {
  /** Below this, e^x is taken as e^MIN: 1.6e-38, nothing beside a softmax's largest term 1. */
  static final float MIN = -87;

  static final float LOG2_E = 1.44269504f;
  // ln 2 in two parts; the product of the first with a small integer is exact.
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;
  // Adding and subtracting 1.5 · 2^23 rounds to the nearest integer.
  static final float ROUND = 12582912f;

  static final float P0 = 1.9875691500e-4f;
  static final float P1 = 1.3981999507e-3f;
  static final float P2 = 8.3334519073e-3f;
  static final float P3 = 4.1665795894e-2f;
  static final float P4 = 1.6666665459e-1f;
  static final float P5 = 5.0000001201e-1f;

  private Exponential() {}

  /** e^x for x ≤ 0 (x a difference to a maximum); NaN for NaN. */
  static float exp(float x) {
    float clamped = Math.max(x, MIN);
    float n = Math.fma(clamped, LOG2_E, ROUND) - ROUND;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, clamped));
    float p = P0;
    p = Math.fma(p, r, P1);
    p = Math.fma(p, r, P2);
    p = Math.fma(p, r, P3);
    p = Math.fma(p, r, P4);
    p = Math.fma(p, r, P5);
    float y = Math.fma(p, r * r, r) + 1;
    return y * Float.intBitsToFloat(((int) n + 127) << 23);
  }
}
