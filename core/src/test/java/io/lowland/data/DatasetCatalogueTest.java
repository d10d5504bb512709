package io.lowland.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogueTest {
  @TempDir private Path folder;
  private DatasetCatalogue empty;

  @BeforeEach
  void emptyCatalogue() {
    empty = DatasetCatalogue.of(Optional.empty(), folder.resolve("cache"), DatasetDownload.none());
  }

  @Test
  void publishedDatasetsAreFoundInTheDataFolderAndLoadedOnce() {
    DatasetCatalogue catalogue = catalogueOf(ReferenceFiles.datasets());

    for (String name : List.of("mnist", "fashion-mnist")) {
      Dataset dataset = catalogue.load(name);
      assertThat(dataset.name()).isEqualTo(name);
      assertThat(dataset.train().count()).isEqualTo(60_000);
      assertThat(dataset.test().count()).isEqualTo(10_000);
      assertThat(dataset.classes()).isEqualTo(10);
      assertThat(DatasetCatalogue.knownShape(name)).contains(dataset.shape());
      assertThat(catalogue.load(name)).isSameAs(dataset);
    }
    assertThat(catalogue.load("mnist").train().label(0)).isEqualTo(5);
    assertThat(catalogue.load("mnist").test().label(0)).isEqualTo(7);
  }

  @Test
  void filesThatAreNotThePublishedOnesAreRefusedByChecksum() throws IOException {
    IdxBytes.writeSmallDataset(folder.resolve("mnist"));

    assertThatThrownBy(() -> catalogueOf(folder).load("mnist"))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageStartingWith(
            "mnist cannot be had: " + folder.resolve("mnist/train-images-idx3-ubyte"))
        .hasMessageContaining("checksum mismatch, SHA-256 of the uncompressed content is")
        .hasMessageContaining("; expected ba891046")
        .hasMessageContaining("synthetic-digits");
  }

  @Test
  void allFilesThatAreMissingInTheDataFolderAreNamed() throws IOException {
    Path labels = Files.createDirectory(folder.resolve("mnist")).resolve("t10k-labels-idx1-ubyte");
    Files.write(labels, IdxBytes.labels(1));

    assertThatThrownBy(() -> catalogueOf(folder).load("mnist"))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining(
            "%s: no train-images-idx3-ubyte, no train-labels-idx1-ubyte, no t10k-images-idx3-ubyte, plain or .gz"
                .formatted(folder.resolve("mnist")));
  }

  @Test
  void aDatasetThatIsNowhereFailsWithOneLineThatSaysWhatToDo() {
    assertThatThrownBy(() -> empty.load("mnist"))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("LOWLAND_DATA_DIR is not set")
        .hasMessageEndingWith(
            "Set LOWLAND_DATA_DIR to a folder that has mnist/ with the four IDX .gz files,"
                + " or use the dataset synthetic-digits.")
        .message()
        .doesNotContain("\n");
    assertThatThrownBy(() -> catalogueOf(folder).load("fashion-mnist"))
        .hasMessageContaining(
            "LOWLAND_DATA_DIR (%s) has no folder fashion-mnist".formatted(folder));
  }

  @Test
  void theNextPreferenceIsUsedAndTheReasonKept() {
    ResolvedDataset resolved = empty.resolve(List.of("mnist", "synthetic-digits"));

    assertThat(resolved.dataset().name()).isEqualTo("synthetic-digits");
    assertThat(resolved.whyNotFirst())
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("mnist cannot be had: LOWLAND_DATA_DIR is not set"));
  }

  @Test
  void theFirstPreferenceNeedsNoReason() {
    ResolvedDataset resolved = empty.resolve(List.of("synthetic-digits", "mnist"));

    assertThat(resolved.dataset()).isSameAs(empty.load("synthetic-digits"));
    assertThat(resolved.whyNotFirst()).isEmpty();
  }

  @Test
  void whenNonePreferredCanBeHadTheFirstReasonIsGiven() {
    assertThatThrownBy(() -> empty.resolve(List.of("mnist", "fashion-mnist")))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageStartingWith("mnist cannot be had");
  }

  @Test
  void unknownNamesAreNeverSkipped() {
    assertThatThrownBy(() -> empty.resolve(List.of("synthetic-digits", "minst")))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessage(
            "there is no dataset 'minst'. Use mnist, fashion-mnist, synthetic-digits, or idx:FOLDER"
                + " for a folder of four IDX files.");
    assertThatThrownBy(() -> empty.resolve(List.of()))
        .isInstanceOf(DatasetUnavailableException.class);
  }

  @Test
  void theUsersOwnFilesNeedNoChecksum() throws IOException {
    IdxBytes.writeSmallDataset(folder);
    Dataset dataset = empty.load("idx:" + folder);

    assertThat(dataset.features()).isEqualTo(6);
    assertThat(dataset.classes()).isEqualTo(4);
    assertThat(PointSet.of(dataset, 0, 1, 2, 3, 4).labels()).containsExactly(0, 1, 2, 3, 0);
    assertThat(dataset.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void theDigestChangesWithAnyLabel() throws IOException {
    IdxBytes.writeSmallDataset(folder.resolve("a"));
    IdxBytes.writeSmallDataset(folder.resolve("b"));
    IdxBytes.writeSmallDataset(folder.resolve("c"));
    Files.write(folder.resolve("c/t10k-labels-idx1-ubyte"), IdxBytes.labels(3, 1));

    assertThat(ownDigest("b")).isEqualTo(ownDigest("a")).isNotEqualTo(ownDigest("c"));
  }

  @Test
  void filesThatDoNotFitEachOtherAreNamed() throws IOException {
    IdxBytes.writeSmallDataset(folder);
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), IdxBytes.labels(1, 2, 3));
    assertThat(ownFailure())
        .contains("t10k-labels-idx1-ubyte: 3 labels; expected 2, one for each image of");

    IdxBytes.writeSmallDataset(folder);
    Files.delete(folder.resolve("t10k-images-idx3-ubyte.gz"));
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), IdxBytes.images(2, 3, 3));
    assertThat(ownFailure()).contains("images of 3 x 3 pixels; expected 2 x 3 as in");
  }

  @Test
  void labelsBeyondTheClassesAreRefused() {
    IdxDataset files = new IdxDataset();
    for (DatasetFile file : DatasetFile.values()) {
      byte[] bytes = file.rank() == 3 ? IdxBytes.images(2, 1, 1) : IdxBytes.labels(0, 10);
      files.put(file, IdxReader.read(bytes, file.plainName(), file.rank()), file.plainName());
    }

    assertThatThrownBy(() -> files.assemble("ten", 10))
        .isInstanceOf(IdxException.class)
        .hasMessage("train-labels-idx1-ubyte: label 10 of image 1; expected 0 to 9");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> empty.load("idx:" + folder.resolve("none")))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining(folder.resolve("none") + ": no such folder");
  }

  @Test
  void strangersMayNameFoldersBelowTheOpenOneOnly() throws IOException {
    Path open = folder.toRealPath().resolve("open");
    IdxBytes.writeSmallDataset(open.resolve("theirs"));
    IdxBytes.writeSmallDataset(folder.resolve("secret"));
    Files.createSymbolicLink(open.resolve("link"), folder.toRealPath().resolve("secret"));
    DatasetCatalogue restricted = empty.withOwnFoldersBelow(Optional.of(open));

    assertThat(restricted.load("idx:" + open.resolve("theirs")).features()).isEqualTo(6);
    for (String outside :
        List.of(
            folder.toRealPath() + "/secret",
            folder.toRealPath() + "/openly",
            open + "/../secret",
            open + "/./theirs",
            open + "//theirs",
            open + "/link",
            "theirs",
            "/etc")) {
      assertThatThrownBy(() -> restricted.load("idx:" + outside))
          .as(outside)
          .isInstanceOf(DatasetUnavailableException.class)
          .hasMessageContaining("expected an absolute path below " + open);
    }
    assertThatThrownBy(() -> restricted.load("idx:" + open.resolve("none")))
        .hasMessageContaining("no such folder");
  }

  @Test
  void everySpellingIsTakenWhereTheWholeFileSystemIsOpen() throws IOException {
    IdxBytes.writeSmallDataset(folder.resolve("theirs"));
    DatasetCatalogue open = empty.withOwnFoldersBelow(Optional.of(folder.getRoot()));

    assertThat(open.load("idx:" + folder + "/theirs/../theirs").features()).isEqualTo(6);
  }

  @Test
  void strangersMayNameNoFolderWhenNoneIsOpen() throws IOException {
    IdxBytes.writeSmallDataset(folder);
    DatasetCatalogue closed = empty.withOwnFoldersBelow(Optional.empty());

    assertThatThrownBy(() -> closed.load("idx:" + folder))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessageContaining("not open here");
    assertThat(closed.load("synthetic-digits").classes()).isEqualTo(10);
  }

  private DatasetCatalogue catalogueOf(Path dataDir) {
    return DatasetCatalogue.of(
        Optional.of(dataDir), folder.resolve("cache"), DatasetDownload.none());
  }

  private String ownDigest(String name) {
    return empty.load("idx:" + folder.resolve(name)).digest();
  }

  private String ownFailure() {
    return catchThrowableOfType(
            DatasetUnavailableException.class, () -> empty.load("idx:" + folder))
        .getMessage();
  }
}
