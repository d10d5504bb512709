package io.lowland.data;

/** The four IDX files of a data set, under the names MNIST was published with. */
enum DatasetFile {
  TRAIN_IMAGES("train-images-idx3-ubyte", 3),
  TRAIN_LABELS("train-labels-idx1-ubyte", 1),
  TEST_IMAGES("t10k-images-idx3-ubyte", 3),
  TEST_LABELS("t10k-labels-idx1-ubyte", 1);

  private final String plainName;
  private final int rank;

  DatasetFile(String plainName, int rank) {
    this.plainName = plainName;
    this.rank = rank;
  }

  /** File name without compression. */
  String plainName() {
    return plainName;
  }

  /** File name when compressed with gzip. */
  String gzipName() {
    return plainName + ".gz";
  }

  /** Number of dimensions. */
  int rank() {
    return rank;
  }
}
