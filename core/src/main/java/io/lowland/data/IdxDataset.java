package io.lowland.data;

import java.util.EnumMap;
import java.util.Map;

/** Puts a {@link Dataset} together from the arrays of its four IDX files. */
final class IdxDataset {

  /** An array and the name of the file it was read from. */
  record Part(IdxArray array, String source) {}

  private final Map<DatasetFile, Part> parts = new EnumMap<>(DatasetFile.class);

  void put(DatasetFile file, IdxArray array, String source) {
    parts.put(file, new Part(array, source));
  }

  /** One more than the largest label of the two label files. */
  int classesByLabels() {
    int largest = 0;
    for (DatasetFile file : new DatasetFile[] {DatasetFile.TRAIN_LABELS, DatasetFile.TEST_LABELS}) {
      for (byte label : parts.get(file).array().bytes()) {
        largest = Math.max(largest, label & 0xff);
      }
    }
    return largest + 1;
  }

  /**
   * The data set, once all four files are {@linkplain #put there}.
   *
   * @param classes K; every label must be less
   * @throws IdxException if the files do not fit each other
   */
  Dataset assemble(String name, int classes) {
    LabelledImages train =
        images(parts.get(DatasetFile.TRAIN_IMAGES), parts.get(DatasetFile.TRAIN_LABELS), classes);
    LabelledImages test =
        images(parts.get(DatasetFile.TEST_IMAGES), parts.get(DatasetFile.TEST_LABELS), classes);
    if (train.rows() != test.rows() || train.columns() != test.columns()) {
      throw new IdxException(
          "%s: images of %d x %d pixels; expected %d x %d as in %s"
              .formatted(
                  parts.get(DatasetFile.TEST_IMAGES).source(),
                  test.rows(),
                  test.columns(),
                  train.rows(),
                  train.columns(),
                  parts.get(DatasetFile.TRAIN_IMAGES).source()));
    }
    return new Dataset(name, train, test, classes, digest(train, test));
  }

  /** SHA-256 over training pixels, training labels, test pixels and test labels. */
  static String digest(LabelledImages train, LabelledImages test) {
    return Sha256.hex(train.pixels(), train.labels(), test.pixels(), test.labels());
  }

  private static LabelledImages images(Part images, Part labels, int classes) {
    if (images.array().count() != labels.array().count()) {
      throw new IdxException(
          "%s: %d labels; expected %d, one for each image of %s"
              .formatted(
                  labels.source(),
                  labels.array().count(),
                  images.array().count(),
                  images.source()));
    }
    byte[] classOf = labels.array().bytes();
    for (int i = 0; i < classOf.length; i++) {
      if ((classOf[i] & 0xff) >= classes) {
        throw new IdxException(
            "%s: label %d of image %d; expected 0 to %d"
                .formatted(labels.source(), classOf[i] & 0xff, i, classes - 1));
      }
    }
    return new LabelledImages(
        images.array().shape().get(1),
        images.array().shape().get(2),
        images.array().bytes(),
        classOf);
  }
}
