package io.lowland.data;

import java.util.Arrays;

/** Which points outside the training subset count as unseen. */
public enum UnseenPoints {
  /** All left-over training images and the test images: the paper's choice up to n = 12,000. */
  ALL("all"),
  /** The left-over training images only: the paper's choice at n = 24,000. */
  LEFTOVER_TRAINING("leftover"),
  /** The test images only: the paper's choice at n = 60,000. */
  TEST("test");

  private final String text;

  UnseenPoints(String text) {
    this.text = text;
  }

  /** As it stands in files and messages: {@code all}, {@code leftover} or {@code test}. */
  public String text() {
    return text;
  }

  /**
   * The choice whose {@link #text} is {@code text}.
   *
   * @throws IllegalArgumentException if none is
   */
  public static UnseenPoints named(String text) {
    return Arrays.stream(values())
        .filter(choice -> choice.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unseen: '%s'; expected all, leftover or test".formatted(text)));
  }

  /** The paper's choice for {@code trainPoints} of {@code dataset}. */
  public static UnseenPoints forTrainPoints(Dataset dataset, int trainPoints) {
    int trainCount = dataset.train().count();
    if (trainPoints >= trainCount) {
      return TEST;
    }
    // 24,000 of 60,000 is the only size at which the paper leaves the test images out.
    return 5L * trainPoints == 2L * trainCount ? LEFTOVER_TRAINING : ALL;
  }
}
