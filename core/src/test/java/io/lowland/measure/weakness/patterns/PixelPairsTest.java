package io.lowland.measure.weakness.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.data.PointSet;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PixelPairsTest {
  private static final int SIDE = 17; // 289 pixels: stretches of 100, 100 and 89

  @Property(tries = 60)
  void holdEveryPixelThatIsNotZeroInEitherPoint(
      @ForAll @IntRange(max = 41) int count,
      @ForAll @DoubleRange(max = 1) double full,
      @ForAll long seed) {
    PointSet points = points(count, full, seed);

    PixelPairs pairs = PixelPairs.of(points);

    assertThat(Arrays.stream(pairs.order()).sorted())
        .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    for (int pair = 0; 2 * pair < count; pair++) {
      byte[] one = pixels(points, pairs.order()[2 * pair]);
      byte[] other = pixels(points, pairs.order()[Math.min(2 * pair + 1, count - 1)]);
      byte[] oneListed = new byte[one.length];
      byte[] otherListed = new byte[other.length];
      int last = -1;
      for (int s = 0; s < pairs.stretches(); s++) {
        for (int t = pairs.start(pair, s); t < pairs.start(pair, s + 1); t++) {
          int input = s * PixelPairs.STRETCH + pairs.inputs()[t];
          assertThat(input).isGreaterThan(last);
          assertThat(pairs.firsts()[t] | pairs.seconds()[t]).isNotZero();
          oneListed[input] = pairs.firsts()[t];
          otherListed[input] = pairs.seconds()[t];
          last = input;
        }
      }
      assertThat(oneListed).isEqualTo(one);
      assertThat(otherListed).isEqualTo(other);
    }
  }

  @Property(tries = 60)
  void blocksHoldScaledValuesAndNorms(
      @ForAll @IntRange(min = 1, max = 41) int count,
      @ForAll @DoubleRange(max = 1) double full,
      @ForAll long seed) {
    int block = 6;
    PointSet points = points(count, full, seed);
    PixelPairs pairs = PixelPairs.of(points);
    PixelEntries entries = new PixelEntries(pairs, block);

    for (int from = 0; from < count; from += block) {
      int size = Math.min(block, count - from);
      entries.read(from, size);
      for (int i = 0; i < size; i++) {
        byte[] expected = pixels(points, pairs.order()[from + i]);
        float[] values = i % 2 == 0 ? entries.firsts() : entries.seconds();
        byte[] found = new byte[expected.length];
        int longest = 0;
        double squares = 0;
        for (int s = 0; s < entries.stretches(); s++) {
          int start = entries.start(i / 2, s);
          int end = entries.end(i / 2, s);
          for (int t = start; t < end; t++) {
            found[s * PixelPairs.STRETCH + entries.inputs()[t]] = (byte) (values[t] * 255 + 0.5f);
            squares += values[t] * (double) values[t];
          }
          longest = Math.max(longest, end - start);
        }
        assertThat(found).isEqualTo(expected);
        assertThat(entries.longest(i / 2)).isEqualTo(longest);
        assertThat(entries.norm(i)).isCloseTo(Math.sqrt(squares), withinPercentage(1e-3));
      }
    }
  }

  @Test
  void areListedOnceForAllNetworks() {
    PointSet points = points(10, 0.5, 1);

    assertThat(PixelPairs.of(points)).isSameAs(PixelPairs.of(points));
    assertThat(PixelPairs.of(points.slice(0, 10))).isNotSameAs(PixelPairs.of(points));
  }

  private static byte[] pixels(PointSet points, int position) {
    int from = points.pixelOffset(position);
    return Arrays.copyOfRange(points.pixelArray(position), from, from + SIDE * SIDE);
  }

  private static PointSet points(int count, double full, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextDouble() < full ? (byte) random.nextInt(256) : 0;
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(3);
    }
    LabelledImages images = new LabelledImages(SIDE, SIDE, pixels, labels);
    return PointSet.of(
        new Dataset("random", images, images, 3, "none"), IntStream.range(0, count).toArray());
  }
}
