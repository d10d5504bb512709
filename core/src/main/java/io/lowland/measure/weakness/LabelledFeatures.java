package io.lowland.measure.weakness;

import java.util.Arrays;
import java.util.Objects;

/**
 * Frozen features φ(x) of labelled points: what the classifier on top of a network sees.
 *
 * @param dimension d, at least 1
 * @param classes K, at least 1; every label is in {@code 0 ... K-1}
 * @param values {@code [n][d]} row-major, finite; not copied, not to be modified
 * @param labels {@code [n]}; not copied, not to be modified
 */
public record LabelledFeatures(int dimension, int classes, double[] values, int[] labels) {

  public LabelledFeatures {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(labels, "labels");
    if (dimension < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "features of dimension %d for %d classes; expected at least 1 of each"
              .formatted(dimension, classes));
    }
    if (values.length != (long) labels.length * dimension) {
      throw new IllegalArgumentException(
          "%d feature values for %d points of dimension %d; expected %d"
              .formatted(
                  values.length, labels.length, dimension, (long) labels.length * dimension));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "feature %d of point %d is %s; expected a finite number"
                .formatted(i % dimension, i / dimension, values[i]));
      }
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "label of point %d is %d; expected 0 to %d".formatted(i, labels[i], classes - 1));
      }
    }
  }

  /** Number of points n. */
  public int count() {
    return labels.length;
  }

  /** Length d + 1 of a point in homogeneous coordinates (φ, 1). */
  int homogeneous() {
    return dimension + 1;
  }

  /** Writes (φ, 1) of {@code point} to {@code into} from {@code offset}. */
  void homogeneous(int point, double[] into, int offset) {
    System.arraycopy(values, point * dimension, into, offset, dimension);
    into[offset + dimension] = 1;
  }

  /** These points and one more. */
  LabelledFeatures with(double[] point, int label) {
    double[] moreValues = Arrays.copyOf(values, values.length + dimension);
    System.arraycopy(point, 0, moreValues, values.length, dimension);
    int[] moreLabels = Arrays.copyOf(labels, labels.length + 1);
    moreLabels[labels.length] = label;
    return new LabelledFeatures(dimension, classes, moreValues, moreLabels);
  }
}
