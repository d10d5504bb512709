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
  void denseAndSparseLayersGiveTheBitsOfPlainLoops(
      @ForAll @IntRange(min = 0, max = 21) int rows,
      @ForAll @IntRange(min = 1, max = 40) int inputs,
      @ForAll @IntRange(min = 1, max = 150) int outputs,
      @ForAll boolean relu,
      @ForAll long seed) {
    Random random = new Random(seed);
    int columns = Kernels.padded(outputs);
    double[] x = gaussian(random, rows * inputs);
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextBoolean() ? x[i] : 0;
    }
    double[] weights = gaussian(random, inputs * columns);
    double[] bias = gaussian(random, columns);
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
    double[] dense = gaussian(random, rows * columns);
    DoubleAffine.dense(x, inputs, rows, inputs, weights, bias, columns, relu, dense);
    assertThat(dense).isEqualTo(expected);

    int[] starts = new int[rows + 1];
    int[] places = new int[x.length];
    double[] values = new double[x.length];
    int entries = 0;
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < inputs; k++) {
        if (x[r * inputs + k] != 0) {
          places[entries] = k;
          values[entries++] = x[r * inputs + k];
        }
      }
      starts[r + 1] = entries;
    }
    double[] sparse = gaussian(random, rows * columns);
    SparseDoubleAffine.sparse(starts, places, values, rows, weights, bias, columns, relu, sparse);
    assertThat(sparse).isEqualTo(expected);
  }

  private static double[] gaussian(Random random, int length) {
    double[] values = new double[length];
    Arrays.setAll(values, _ -> random.nextGaussian());
    return values;
  }
}
