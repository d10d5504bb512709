package io.lowland.data;

/** Which points outside the training subset count as unseen. */
public enum UnseenPoints {
  /** All left-over training images and the test images: the paper's choice up to n = 12,000. */
  ALL,
  /** The left-over training images only: the paper's choice at n = 24,000. */
  LEFTOVER_TRAINING,
  /** The test images only: the paper's choice at n = 60,000. */
  TEST;

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
