package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Products by ND4J's BLAS against the plain and the vectorised kernels. */
class TieredKernelsTest {
  private final Kernels plain = new PlainKernels();
  private final Kernels blas = new TieredKernels(0);

  @Property(tries = 30)
  void productsByBlasAgreeWithThePlainOnes(
      @ForAll @IntRange(min = 1, max = 70) int rows,
      @ForAll @IntRange(min = 1, max = 90) int inputs,
      @ForAll @IntRange(min = 1, max = 90) int outputs,
      @ForAll boolean relu,
      @ForAll long seed) {
    Random random = new Random(seed);
    int columns = Kernels.padded(outputs);
    int stride = Kernels.padded(inputs);
    float[] x = gaussian(random, rows * stride);
    float[] weights = gaussian(random, inputs * columns);
    float[] bias = gaussian(random, columns);
    float[] out = new float[rows * columns];
    float[] outBlas = new float[rows * columns];
    plain.affine(x, stride, rows, inputs, weights, bias, columns, relu, out);
    blas.affine(x, stride, rows, inputs, weights, bias, columns, relu, outBlas);
    assertClose(outBlas, out, inputs);

    float[] into = weights.clone();
    float[] intoBlas = weights.clone();
    plain.addOuterProducts(x, stride, rows, inputs, out, columns, into);
    blas.addOuterProducts(x, stride, rows, inputs, out, columns, intoBlas);
    assertClose(intoBlas, into, 10 * rows);

    float[] activation = gaussian(random, rows * columns);
    plain.backward(x, stride, rows, inputs, weights, activation, columns, out);
    blas.backward(x, stride, rows, inputs, weights, activation, columns, outBlas);
    assertClose(outBlas, out, inputs);
  }

  @Test
  void aProductLargeEnoughForBlasAgreesWithTheVectorKernels() {
    int size = 1024;
    assertThat((long) size * size * size).isGreaterThanOrEqualTo(TieredKernels.LARGE);
    Random random = new Random(1);
    float[] x = gaussian(random, size * size);
    float[] weights = gaussian(random, size * size);
    float[] bias = gaussian(random, size);
    float[] expected = new float[size * size];
    float[] actual = new float[size * size];
    new VectorKernels().affine(x, size, size, size, weights, bias, size, true, expected);
    new TieredKernels().affine(x, size, size, size, weights, bias, size, true, actual);
    assertClose(actual, expected, size);
    // Another order of addition: that BLAS was used shows in the last bits.
    assertThat(actual).isNotEqualTo(expected);
    float[] again = new float[size * size];
    new TieredKernels().affine(x, size, size, size, weights, bias, size, true, again);
    assertThat(again).isEqualTo(actual);
  }

  /** Within 1e-6 of eight standard deviations of a sum of {@code terms} products of Gaussians. */
  private static void assertClose(float[] actual, float[] expected, int terms) {
    double scale = Math.max(1, Math.sqrt(terms)) * 8;
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-6 * scale));
    }
  }

  private static float[] gaussian(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
