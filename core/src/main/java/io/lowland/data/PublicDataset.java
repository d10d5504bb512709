package io.lowland.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * The published data sets Lowland knows by name, with the SHA-256 of each uncompressed IDX file.
 * (Compressed files differ from mirror to mirror, their content does not.)
 */
enum PublicDataset {
  /** Y. LeCun, C. Cortes, C. J. C. Burges: handwritten digits. */
  MNIST(
      new DatasetShape("mnist", 60_000, 28 * 28, 10),
      "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),

  /** H. Xiao, K. Rasul, R. Vollgraf, arXiv:1708.07747: articles of clothing. */
  FASHION_MNIST(
      new DatasetShape("fashion-mnist", 60_000, 28 * 28, 10),
      "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  private final DatasetShape shape;
  private final String[] checksums;

  /**
   * @param checksums in the order of {@link DatasetFile}
   */
  PublicDataset(DatasetShape shape, String... checksums) {
    this.shape = shape;
    this.checksums = checksums;
  }

  /** The data set called {@code name} in the catalogue. */
  static Optional<PublicDataset> named(String name) {
    return Arrays.stream(values()).filter(known -> known.datasetName().equals(name)).findFirst();
  }

  /** Name in the catalogue. */
  String datasetName() {
    return shape.name();
  }

  /** Its sizes. */
  DatasetShape shape() {
    return shape;
  }

  /**
   * Checks that {@code array} is what was published as {@code file}.
   *
   * @param source names the file in the error
   * @throws IdxException if it is not
   */
  void verify(DatasetFile file, IdxArray array, String source) {
    String found = array.sha256();
    String expected = checksums[file.ordinal()];
    if (!found.equals(expected)) {
      throw new IdxException(
          "%s: checksum mismatch, SHA-256 of the uncompressed content is %s; expected %s, %s as published"
              .formatted(source, found, expected, datasetName()));
    }
  }
}
