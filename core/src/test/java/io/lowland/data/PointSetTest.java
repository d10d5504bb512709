package io.lowland.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PointSetTest {

  /** Three training and two test images of two pixels; image i has pixels 20 i and 20 i + 10. */
  private static final Dataset DATASET =
      new Dataset(
          "five",
          new LabelledImages(1, 2, new byte[] {0, 10, 20, 30, 40, 50}, new byte[] {0, 1, 2}),
          new LabelledImages(1, 2, new byte[] {60, 70, 80, 90}, new byte[] {3, 4}),
          5,
          "five");

  @Property
  void pointsKeepTheirOrderPixelsAndLabels(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 4) Integer> points) {
    PointSet set = PointSet.of(DATASET, points.stream().mapToInt(Integer::intValue).toArray());
    float[] scaled = new float[2 * points.size()];
    set.scaledPixels(0, points.size(), scaled);

    assertThat(set.labels()).containsExactly(points.toArray(Integer[]::new));
    for (int i = 0; i < points.size(); i++) {
      assertThat(set.pixelArray(i)[set.pixelOffset(i)]).isEqualTo((byte) (20 * points.get(i)));
      assertThat(scaled[2 * i]).isEqualTo(20 * points.get(i) / 255f);
      assertThat(scaled[2 * i + 1]).isEqualTo((20 * points.get(i) + 10) / 255f);
    }
  }

  @Property
  void aSliceIsTheSelectionOfItsPositions(
      @ForAll @IntRange(max = 5) int from, @ForAll @IntRange(max = 5) int length) {
    PointSet set = PointSet.of(DATASET, 4, 0, 3, 3, 1);
    int start = Math.min(from, 5);
    int end = Math.min(start + length, 5);

    assertThat(set.slice(start, end).labels())
        .isEqualTo(set.select(IntStream.range(start, end).toArray()).labels());
  }

  @Test
  void bytesAbove127AreBright() {
    Dataset bright =
        new Dataset(
            "bright",
            new LabelledImages(1, 1, new byte[] {(byte) 255}, new byte[] {0}),
            new LabelledImages(1, 1, new byte[] {(byte) 128}, new byte[] {0}),
            1,
            "bright");
    float[] scaled = new float[2];
    PointSet.of(bright, 0, 1).scaledPixels(0, 2, scaled);

    assertThat(scaled).containsExactly(1f, 128 / 255f);
  }

  @Test
  void refusesPointsOutsideTheDataset() {
    assertThatThrownBy(() -> PointSet.of(DATASET, 5))
        .hasMessage("point 5 of five; expected 0 to 4");
    assertThatThrownBy(() -> PointSet.of(DATASET, -1)).hasMessageContaining("point -1");
  }
}
