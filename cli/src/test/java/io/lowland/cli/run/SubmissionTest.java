package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.cli.LocalData;
import io.lowland.contracts.ExperimentInvalidException;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetDownload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without any data set's bytes. */
class SubmissionTest {
  @TempDir Path directory;

  @Test
  void experimentThatFitsNoneOfItsDataSetsIsRefusedWithWhatIsWrongOnTheFirst() {
    assertThatThrownBy(() -> requireFit("mnist, synthetic-digits", "784-8-9"))
        .isInstanceOf(ExperimentInvalidException.class)
        .hasMessageContaining("architecture: 784-8-9; expected 10 outputs, the classes of mnist")
        .hasMessageNotContaining("synthetic-digits");
    assertThatThrownBy(() -> requireFit("'idx:/not/there', mnist", "9-8-10"))
        .hasMessageContaining("datasets: idx:/not/there, mnist; expected a dataset");
  }

  @Test
  void experimentThatFitsOneOfThemGoesOn() {
    assertThatCode(() -> requireFit("mnist, synthetic-digits", "784-8-10"))
        .doesNotThrowAnyException();
    assertThatCode(() -> requireFit("'idx:/not/there', mnist", "784-8-10"))
        .doesNotThrowAnyException();
  }

  @Test
  void folderThatOnlyTheServiceMayKnowIsLeftToIt() {
    assertThatCode(() -> requireFit("'idx:not-there'", "9-8-3")).doesNotThrowAnyException();
  }

  @Test
  void networksAreThoseOfTheSeedsChosen() throws IOException {
    Path file = file("mnist", "784-8-10");

    assertThat(Submission.read(file, Optional.empty()).networks()).isEqualTo(6);
    assertThat(Submission.read(file, Optional.of(List.of(3L, 9L))).networks()).isEqualTo(2);
  }

  private Path file(String datasets, String architecture) throws IOException {
    return Files.writeString(
        directory.resolve("experiment.yaml"),
        """
        name: small
        datasets: [%s]
        train_points: 100
        architecture: %s
        seeds: 0-5
        batch_size: 32
        learning_rate: 0.1
        max_epochs: 200
        """
            .formatted(datasets, architecture));
  }

  private void requireFit(String datasets, String architecture) throws IOException {
    Path file = file(datasets, architecture);
    DatasetCatalogue nothing =
        DatasetCatalogue.of(Optional.empty(), directory, DatasetDownload.none());
    Submission.read(file, Optional.empty()).requireFit(new LocalData(nothing));
  }
}
