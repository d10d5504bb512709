package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.training.Asam;
import io.lowland.training.Sam;
import io.lowland.training.Sgd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiment files that come with Lowland. */
class ExperimentFilesTest {
  private static final Path FOLDER = Path.of("..", "experiments");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsAnExperimentNamedAsItsFile(Path file) {
    Experiment experiment = ExperimentReader.read(file);
    assertThat(experiment.name() + ".yaml").isEqualTo(file.getFileName().toString());
    assertThat(experiment.description()).isNotBlank();
    assertThat(experiment.runs()).isPositive();
    assertThat(ExperimentReader.parse(ExperimentText.write(experiment), "again"))
        .isEqualTo(experiment);
  }

  @Test
  void optimisersAreComparedAtEqualCost() {
    Experiment experiment = ExperimentReader.read(FOLDER.resolve("sam-vs-sgd.yaml"));
    assertThat(experiment.regimes())
        .extracting(regime -> regime.optimiser().gradientsPerStep() * regime.maxEpochs())
        .containsOnly(experiment.regimes().getFirst().maxEpochs());
    assertThat(experiment.regimes().stream().map(Regime::optimiser).map(Object::getClass))
        .containsExactly(Sgd.class, Sam.class, Asam.class);
  }
}
