package io.lowland.data;

import java.util.Objects;

/**
 * The sizes of a data set, which are known of some without their bytes.
 *
 * @param name catalogue name, for example {@code mnist}
 * @param trainImages number of official training images
 * @param features pixels per image
 * @param classes number of classes K
 */
public record DatasetShape(String name, int trainImages, int features, int classes) {

  public DatasetShape {
    Objects.requireNonNull(name, "name");
  }

  /**
   * Refuses a training subset that cannot be drawn.
   *
   * @throws IllegalArgumentException unless {@code trainPoints} is from 1 to the number of training
   *     images
   */
  public void requireTrainPoints(int trainPoints) {
    if (trainPoints < 1 || trainPoints > trainImages) {
      throw new IllegalArgumentException(
          "train_points: %d; expected 1 to %d, the training images of %s"
              .formatted(trainPoints, trainImages, name));
    }
  }
}
