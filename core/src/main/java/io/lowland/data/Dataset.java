package io.lowland.data;

import java.util.Objects;

/**
 * A classification data set with its official division into training and test images.
 *
 * @param name catalogue name, for example {@code mnist}
 * @param train the official training images (60,000 for MNIST)
 * @param test the official test images (10,000 for MNIST)
 * @param classes number of classes K; every label is in {@code 0 ... K-1}
 * @param digest SHA-256 over pixels and labels, so that a result can say which bytes it is about
 */
public record Dataset(
    String name, LabelledImages train, LabelledImages test, int classes, String digest) {

  public Dataset {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(digest, "digest");
    if (train.features() != test.features()) {
      throw new IllegalArgumentException(
          "%s: training images have %d pixels, test images %d; expected the same"
              .formatted(name, train.features(), test.features()));
    }
  }

  /** Pixels per image. */
  public int features() {
    return train.features();
  }

  /** Its sizes. */
  public DatasetShape shape() {
    return new DatasetShape(name, train.count(), features(), classes);
  }

  /** Training and test images together; points are numbered training first, then test. */
  public int count() {
    return train.count() + test.count();
  }
}
