package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Quads hold what their rows hold, however the machine puts them together. */
class PixelQuadTest {

  @Property(tries = 100)
  void aQuadHoldsEveryColumnThatIsNotZeroAndItsValues(
      @ForAll @IntRange(min = 0, max = 200) int columns,
      @ForAll @IntRange(min = 0, max = 10) int tenthsFilled,
      @ForAll boolean compressing,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[4 * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(10) < tenthsFilled ? random.nextInt(256) : 0);
    }
    PixelRows rows = new PixelRows(4, columns);
    for (int r = 0; r < 4; r++) {
      rows.put(r, pixels, r * columns, IntStream.range(0, columns).toArray());
    }
    PixelQuad quad = new PixelQuad(compressing);
    quad.select(rows, 0, 1, 2, 3);
    quad.select(rows, 3, 1, 0, 0);

    int[] expected =
        IntStream.range(0, columns)
            .filter(c -> (pixels[c] | pixels[columns + c] | pixels[3 * columns + c]) != 0)
            .toArray();
    assertThat(Arrays.copyOf(quad.columns(), quad.count())).isEqualTo(expected);
    int[] selected = {3, 1, 0, 0};
    for (int i = 0; i < 4; i++) {
      for (int e = 0; e < expected.length; e++) {
        assertThat(quad.values()[i * quad.step() + e])
            .isEqualTo((pixels[selected[i] * columns + expected[e]] & 0xff) / 255f);
      }
    }
  }

  @Test
  void everyByteBecomesItsQuotientToTheLastBit() {
    byte[] bytes = new byte[256];
    for (int b = 0; b < bytes.length; b++) {
      bytes[b] = (byte) b;
    }
    float[] byFour = new float[256];
    float[] bySixteen = new float[256];
    for (int at = 0; at < bytes.length; at += 4) {
      Pixels.four(bytes, at).intoArray(byFour, at);
    }
    for (int at = 0; at < bytes.length; at += 16) {
      Pixels.sixteen(bytes, at).intoArray(bySixteen, at);
    }
    for (int b = 0; b < bytes.length; b++) {
      assertThat(Pixels.SCALED[b]).isEqualTo(b / 255f);
    }
    assertThat(byFour).isEqualTo(Pixels.SCALED);
    assertThat(bySixteen).isEqualTo(Pixels.SCALED);
  }
}
