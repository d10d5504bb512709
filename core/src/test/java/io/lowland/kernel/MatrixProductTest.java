package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Products over lists of inner indices against plain loops, bit for bit. */
class MatrixProductTest {

  @Property(tries = 100)
  void everyElementIsSummedInTheOrderOfTheList(
      @ForAll @IntRange(min = 0, max = 23) int rows,
      @ForAll @IntRange(min = 1, max = 40) int inner,
      @ForAll @IntRange(min = 1, max = 90) int columns,
      @ForAll long seed) {
    Random random = new Random(seed);
    double[] a = gaussian(random, 3 + rows * inner);
    double[] b = gaussian(random, 2 + inner * columns);
    double[] c = gaussian(random, 1 + rows * columns);
    int[] list = IntStream.range(0, inner).filter(_ -> random.nextBoolean()).toArray();
    double[] expected = c.clone();
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        for (int k : list) {
          int at = 1 + r * columns + j;
          expected[at] = Math.fma(a[3 + r * inner + k], b[2 + k * columns + j], expected[at]);
        }
      }
    }
    MatrixProduct.multiplyAdd(rows, a, 3, inner, list, list.length, b, 2, columns, c, 1);
    assertThat(c).isEqualTo(expected);
  }

  @Property(tries = 50)
  void transposingTwiceChangesNothing(
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns) {
    double[] matrix = gaussian(new Random(rows * 41L + columns), rows * columns);
    double[] transposed = new double[matrix.length];
    double[] again = new double[matrix.length];
    MatrixProduct.transpose(rows, columns, matrix, 0, transposed);
    MatrixProduct.transpose(columns, rows, transposed, 0, again);
    assertThat(again).isEqualTo(matrix);
    assertThat(transposed[(columns - 1) * rows]).isEqualTo(matrix[columns - 1]);
  }

  private static double[] gaussian(Random random, int length) {
    double[] values = new double[length];
    Arrays.setAll(values, _ -> random.nextGaussian());
    return values;
  }
}
