package io.lowland.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetEnvironmentTest {
  @TempDir private Path home;

  @Test
  void withoutVariablesTheHomeHasTheCacheAndPublicMirrorsTheRest() {
    DatasetEnvironment environment = DatasetEnvironment.of(Map.of("LOWLAND_DATA_DIR", " "), home);

    assertThat(environment.dataDir()).isEmpty();
    assertThat(environment.cacheDir()).isEqualTo(home.resolve(".cache/lowland/datasets"));
    assertThat(environment.download().mirrors("mnist")).isNotEmpty();
    assertThat(environment.download().mirrors("fashion-mnist")).isNotEmpty();
  }

  @Test
  void nothingIsFetchedWhereDownloadsAreOffAndTheReasonSaysWhatIsMissingWhere() {
    DatasetCatalogue catalogue =
        DatasetCatalogue.of(
            DatasetEnvironment.of(
                Map.of(
                    "LOWLAND_DATA_DIR", home.resolve("data").toString(),
                    "XDG_CACHE_HOME", home.resolve("cache").toString(),
                    "LOWLAND_DATA_DOWNLOAD", "false"),
                home));

    assertThatThrownBy(() -> catalogue.load("mnist"))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessage(
            "mnist cannot be had: LOWLAND_DATA_DIR (%1$s/data) has no folder mnist;".formatted(home)
                + " the cache %s/cache/lowland/datasets/mnist has no train-images-idx3-ubyte.gz;"
                    .formatted(home)
                + " downloads are switched off (LOWLAND_DATA_DOWNLOAD is false)."
                + " Set LOWLAND_DATA_DIR to a folder that has mnist/ with the four IDX .gz files,"
                + " or use the dataset synthetic-digits.");
    assertThat(catalogue.load("synthetic-digits").classes()).isEqualTo(10);
  }

  @Test
  void filesThatAreThereAreReadWhereDownloadsAreOff() {
    DatasetCatalogue catalogue =
        DatasetCatalogue.of(
            DatasetEnvironment.of(
                Map.of(
                    "LOWLAND_DATA_DIR",
                    ReferenceFiles.datasets().toString(),
                    "LOWLAND_DATA_DOWNLOAD",
                    "false"),
                home));

    assertThat(catalogue.load("mnist").test().count()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "False", "0"})
  void switchThatIsNeitherTrueNorFalseIsRefused(String value) {
    Map<String, String> variables = Map.of("LOWLAND_DATA_DOWNLOAD", value);

    assertThatThrownBy(() -> DatasetEnvironment.of(variables, home))
        .isInstanceOf(DatasetUnavailableException.class)
        .hasMessage("LOWLAND_DATA_DOWNLOAD is '%s'. Set it to true or false.".formatted(value));
  }
}
