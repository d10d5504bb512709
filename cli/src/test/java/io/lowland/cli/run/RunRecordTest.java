package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.cli.CommandFailedException;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.data.DatasetCatalogue;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  @TempDir Path root;

  @Test
  void runWhoseDataSetCannotBeHadAnyMoreDoesNotGoOn() {
    StackDirectory directory = StackDirectory.create(root.resolve("state"));
    String gone = "idx:" + root.resolve("gone");
    record(directory).accepted("mine-1").trainedOn(gone).write(directory);

    assertThat(RunRecord.in(directory).orElseThrow().dataset()).contains(gone);
    assertThatThrownBy(() -> RunRecord.requireDataset(directory, DatasetCatalogue.ofEnvironment()))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageStartingWith(
            "the run in %s is on %s and cannot go on without: ", directory.root(), gone)
        .hasMessageContaining("no such folder. It has to be where it was")
        .hasMessageNotContaining("Set ");
  }

  @Test
  void runWhoseDataSetIsThereOrWasNotDecidedGoesOn() {
    StackDirectory directory = StackDirectory.create(root.resolve("state"));
    DatasetCatalogue datasets = DatasetCatalogue.ofEnvironment();
    record(directory).write(directory);
    RunRecord.requireDataset(directory, datasets);

    record(directory).accepted("mine-1").trainedOn("synthetic-digits").write(directory);
    RunRecord.requireDataset(directory, datasets);
    assertThat(RunRecord.in(directory).orElseThrow().ended().dataset())
        .contains("synthetic-digits");
  }

  @Test
  void timeOfARunGoesOnWhereItsFormerPartEnded() {
    StackDirectory directory = StackDirectory.create(root.resolve("state"));
    record(directory).accepted("mine-1").workedOnFor(2.5).write(directory);

    WorkTime time = new WorkTime(directory, System.nanoTime());
    time.keep();

    RunRecord kept = RunRecord.in(directory).orElseThrow();
    assertThat(kept.seconds()).isBetween(2.5, time.seconds());
    assertThat(kept.experiment()).contains("mine-1");
  }

  private static RunRecord record(StackDirectory directory) {
    return new RunRecord(
        directory.root().resolve("mine.yaml"),
        "content",
        Optional.empty(),
        Optional.empty(),
        0,
        false);
  }
}
