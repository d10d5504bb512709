package io.lowland.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {

  /** Read once; results published for these digits depend on it. */
  private static final String DIGEST =
      "3765b14c66f3a188df75316e52c64865c33c72fa65c8229edcb30f6fd30fbebc";

  @Test
  void isTheSameOnEveryMachine() {
    Dataset digits = SyntheticDigits.dataset();

    assertThat(digits.digest()).isEqualTo(DIGEST);
    assertThat(digits.train().count()).isEqualTo(60_000);
    assertThat(digits.test().count()).isEqualTo(10_000);
    assertThat(digits.features()).isEqualTo(784);
    assertThat(digits.classes()).isEqualTo(10);
    assertThat(DatasetCatalogue.knownShape(SyntheticDigits.NAME)).contains(digits.shape());
  }

  @Test
  void everyDigitIsDrawnEquallyOftenInNoOrder() {
    byte[] labels = SyntheticDigits.dataset(2_000, 10).train().labels();
    int[] counts = new int[10];
    int neighboursInOrder = 0;
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]]++;
      neighboursInOrder += i > 0 && labels[i] == (labels[i - 1] + 1) % 10 ? 1 : 0;
    }

    assertThat(counts).containsOnly(200);
    assertThat(neighboursInOrder).isBetween(120, 280);
  }

  @Test
  void aboutAsManyPixelsAreInkedAsInMnist() {
    LabelledImages images = SyntheticDigits.dataset(2_000, 10).train();
    int inked = 0;
    for (byte pixel : images.pixels()) {
      inked += pixel == 0 ? 0 : 1;
    }

    assertThat((double) inked / images.pixels().length).isBetween(0.15, 0.25);
  }

  @Test
  void noTwoImagesAreAlike() {
    LabelledImages images = SyntheticDigits.dataset(2_000, 10).train();

    assertThat(
            IntStream.range(0, images.count())
                .mapToObj(
                    i -> Sha256.hex(Arrays.copyOfRange(images.pixels(), 784 * i, 784 * (i + 1))))
                .distinct())
        .hasSize(2_000);
  }
}
