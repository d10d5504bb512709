package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Bundles of nine vectors against plain loops. */
class NineVectorsTest {

  @Property(tries = 60)
  void everyElementIsSummedInTheOrderOfTheRows(
      @ForAll @IntRange(min = 1, max = 80) int rows,
      @ForAll @IntRange(min = 1, max = 80) int columns,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] matrix = gaussian(random, 2 + rows * columns);
    float[] panels = NineVectors.toPanels(matrix, 2, rows, columns, 4);
    float[] bundles = gaussian(random, NineVectors.panels(rows) * NineVectors.TILE + 5);
    int[] list = IntStream.range(0, rows).filter(_ -> random.nextBoolean()).toArray();
    float[] products = gaussian(random, 1 + NineVectors.panels(columns) * NineVectors.TILE);
    for (int p = 0; p < NineVectors.panels(columns); p++) {
      NineVectors.multiply(
          bundles,
          5,
          list,
          0,
          list.length,
          panels,
          p * rows * NineVectors.PANEL,
          products,
          1 + p * NineVectors.TILE);
    }
    for (int v = 0; v < NineVectors.BUNDLE; v++) {
      for (int c = 0; c < columns; c++) {
        float sum = 0;
        for (int row : list) {
          float element = 4 * matrix[2 + row * columns + c];
          sum = Math.fma(bundles[5 + NineVectors.index(v, row)], element, sum);
        }
        assertThat(products[1 + NineVectors.index(v, c)]).isEqualTo(sum);
      }
    }
  }

  @Property(tries = 60)
  void squaresAreThoseOfTheColumnsThatAreOn(@ForAll long seed) {
    Random random = new Random(seed);
    float[] tile = gaussian(random, 7 + NineVectors.TILE);
    float[] on = gaussian(random, 3 + NineVectors.PANEL);
    double[] squares = new double[2 + NineVectors.SUMS];
    Arrays.fill(squares, 1);
    NineVectors.addSquares(tile, 7, on, 3, squares, 2);
    double expected = squares.length;
    for (int i = 0; i < NineVectors.TILE; i++) {
      double x = tile[7 + i];
      expected += on[3 + i % NineVectors.PANEL] > 0 ? x * x : 0;
    }
    assertThat(Arrays.stream(squares).sum()).isEqualTo(expected, within(1e-6 * expected));
  }

  private static float[] gaussian(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
