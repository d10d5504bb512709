package io.lowland.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void trainingPointsAndProbesAreThoseOfPyTorch() {
    JsonNode facts = ReferenceFiles.torchRandom();
    Split split = Split.of(blank(60_000, 10_000), 250);
    int[] training = ReferenceFiles.integers(facts.get("randperm_60000_seed42_first250"));
    int[] unseen = without(70_000, training);
    int[] probes =
        Arrays.stream(ReferenceFiles.integers(facts.get("randperm_69750_seed99_first100")))
            .map(position -> unseen[position])
            .toArray();

    assertThat(points(split.training())).isEqualTo(training);
    assertThat(points(split.unseen())).isEqualTo(unseen);
    assertThat(points(split.probes(100))).isEqualTo(probes);
  }

  @Test
  void theUnseenPointsFollowThePapersChoiceForEachSize() {
    Dataset dataset = blank(60_000, 10_000);

    assertThat(Split.of(dataset, 12_000).unseen().count()).isEqualTo(58_000);
    assertThat(Split.of(dataset, 24_000).unseen().count()).isEqualTo(36_000);
    assertThat(points(Split.of(dataset, 60_000).unseen()))
        .isEqualTo(IntStream.range(60_000, 70_000).toArray());
  }

  @Property(tries = 50)
  void trainingAndUnseenPointsTogetherAreAllPointsOnce(@ForAll @IntRange(min = 1, max = 40) int n) {
    Split split = Split.of(blank(40, 15), n, UnseenPoints.ALL);

    assertThat(
            IntStream.concat(
                    Arrays.stream(points(split.training())), Arrays.stream(points(split.unseen())))
                .sorted())
        .containsExactlyElementsOf(IntStream.range(0, 55).boxed().toList());
  }

  @Property(tries = 50)
  void probesAreDistinctUnseenPoints(@ForAll @IntRange(min = 1, max = 80) int count) {
    Split split = Split.of(blank(40, 15), 10, UnseenPoints.ALL);

    assertThat(Arrays.stream(points(split.probes(count))).boxed())
        .hasSize(Math.min(count, 45))
        .doesNotHaveDuplicates()
        .isSubsetOf(Arrays.stream(points(split.unseen())).boxed().toList());
  }

  @Test
  void refusesMoreTrainingPointsThanThereAre() {
    assertThatThrownBy(() -> Split.of(blank(40, 15), 41))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("train_points: 41; expected 1 to 40, the training images of blank");
    assertThatThrownBy(() -> Split.of(blank(40, 15), 0)).hasMessageContaining("train_points: 0");
  }

  private static Dataset blank(int train, int test) {
    return new Dataset(
        "blank",
        new LabelledImages(1, 1, new byte[train], new byte[train]),
        new LabelledImages(1, 1, new byte[test], new byte[test]),
        10,
        "blank");
  }

  private static int[] points(PointSet set) {
    return IntStream.range(0, set.count()).map(set::point).toArray();
  }

  private static int[] without(int count, int... taken) {
    int[] sorted = taken.clone();
    Arrays.sort(sorted);
    return IntStream.range(0, count).filter(i -> Arrays.binarySearch(sorted, i) < 0).toArray();
  }
}
