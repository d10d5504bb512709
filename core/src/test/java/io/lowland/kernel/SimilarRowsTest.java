package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The order puts like images next to each other and loses none. */
class SimilarRowsTest {

  @Property(tries = 60)
  void everyRowStandsInTheOrderOnce(
      @ForAll @IntRange(min = 0, max = 90) int rows,
      @ForAll @IntRange(min = 0, max = 70) int columns,
      @ForAll @IntRange(min = 0, max = 10) int tenthsFilled,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(10) < tenthsFilled ? 200 : 0);
    }
    PixelRows images = images(pixels, rows, columns);
    int[] order = images.similarityOrder();
    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, rows).toArray());
    assertThat(images.similarityOrder()).as("the same every time").isEqualTo(order);

    PixelRows arranged = images.arranged(order);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        assertThat(arranged.value(r, c)).isEqualTo(images.value(order[r], c));
      }
    }
  }

  /** Bars of one width, shifted at random: neighbours in the order are shifted nearly alike. */
  @Property(tries = 20)
  void neighboursAreAlike(@ForAll long seed) {
    Random random = new Random(seed);
    int rows = 128;
    int columns = 160;
    byte[] pixels = new byte[rows * columns];
    for (int r = 0; r < rows; r++) {
      int first = r * columns + random.nextInt(128);
      Arrays.fill(pixels, first, first + 32, (byte) 1);
    }
    PixelRows images = images(pixels, rows, columns);
    int[] given = IntStream.range(0, rows).toArray();
    assertThat(differences(images, images.similarityOrder()))
        .isLessThan(differences(images, given) / 4);
  }

  /** Summed over neighbours. */
  private static int differences(PixelRows images, int[] order) {
    return IntStream.range(1, order.length)
        .map(i -> images.differences(order[i - 1], order[i]))
        .sum();
  }

  @Test
  void manyEqualImagesAreOrderedWithoutRunningOutOfStack() {
    int rows = 20_000;
    byte[] pixels = new byte[rows * 4];
    pixels[17] = 1;
    assertThat(images(pixels, rows, 4).similarityOrder()).hasSize(rows).doesNotHaveDuplicates();
  }

  private static PixelRows images(byte[] pixels, int rows, int columns) {
    PixelRows images = new PixelRows(rows, columns);
    for (int r = 0; r < rows; r++) {
      images.put(r, pixels, r * columns, IntStream.range(0, columns).toArray());
    }
    return images;
  }
}
