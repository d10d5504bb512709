package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Affine layers in double against plain loops, bit for bit. */
class DoubleAffineTest {

  @Property(tries = 60)
  void denseLayersGiveTheBitsOfPlainLoops(
      @ForAll @IntRange(min = 0, max = 21) int rows,
      @ForAll @IntRange(min = 1, max = 40) int inputs,
      @ForAll @IntRange(min = 1, max = 150) int outputs,
      @ForAll boolean relu,
      @ForAll long seed) {
    Random random = new Random(seed);
    int columns = Kernels.padded(outputs);
    double[] x = gaussian(random, rows * inputs);
    double[] weights = gaussian(random, inputs * columns);
    double[] bias = gaussian(random, columns);
    double[] out = gaussian(random, rows * columns);
    DoubleAffine.dense(x, inputs, rows, inputs, weights, bias, columns, relu, out);
    assertThat(out).isEqualTo(plain(x, rows, inputs, weights, bias, relu));
  }

  @Property(tries = 60)
  void sparseLayersGiveTheBitsOfPlainLoops(
      @ForAll @IntRange(min = 0, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 200) int inputs,
      @ForAll @IntRange(min = 1, max = 150) int outputs,
      @ForAll boolean relu,
      @ForAll long seed) {
    Random random = new Random(seed);
    int columns = Kernels.padded(outputs);
    byte[] pixels = new byte[3 + rows * inputs];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0);
    }
    double[] x = new double[rows * inputs];
    Arrays.setAll(x, i -> (pixels[3 + i] & 0xff) / 255f);
    double[] weights = gaussian(random, inputs * columns);
    double[] inPanels = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      inPanels[Panels.index(inputs, columns, i / columns, i % columns)] = weights[i];
    }
    double[] bias = gaussian(random, columns);
    SparseRows sparse = new SparseRows(rows, inputs);
    append(sparse, pixels, rows, inputs);
    // Again, since rows that were there before must leave nothing behind.
    sparse.clear();
    append(sparse, pixels, rows, inputs);
    double[] out = gaussian(random, rows * columns);
    SparseDoubleAffine.sparse(sparse, inPanels, bias, columns, relu, out);
    assertThat(out).isEqualTo(plain(x, rows, inputs, weights, bias, relu));

    double[] expanded = gaussian(random, x.length);
    for (int r = 0; r < rows; r++) {
      sparse.expand(r, expanded, r * inputs);
    }
    assertThat(expanded).isEqualTo(x);
  }

  private static void append(SparseRows sparse, byte[] pixels, int rows, int inputs) {
    for (int r = 0; r + 2 <= rows; r += 2) {
      sparse.append(pixels, 3 + r * inputs, pixels, 3 + (r + 1) * inputs);
    }
    if (rows % 2 == 1) {
      sparse.appendLast(pixels, 3 + (rows - 1) * inputs);
    }
    assertThat(sparse.rowCount()).isEqualTo(rows);
  }

  private static double[] plain(
      double[] x, int rows, int inputs, double[] weights, double[] bias, boolean relu) {
    int columns = bias.length;
    double[] expected = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double sum = bias[c];
        for (int k = 0; k < inputs; k++) {
          sum = Math.fma(x[r * inputs + k], weights[k * columns + c], sum);
        }
        expected[r * columns + c] = relu ? Math.max(0, sum) : sum;
      }
    }
    return expected;
  }

  private static double[] gaussian(Random random, int length) {
    double[] values = new double[length];
    Arrays.setAll(values, _ -> random.nextGaussian());
    return values;
  }
}
