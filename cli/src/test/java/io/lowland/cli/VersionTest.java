package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTest {
  private static final Path ROOT = Path.of("..");

  @TempDir Path directory;

  @Test
  void theDayOfAReportCanBeGivenToHaveTheSameBytesAgain() {
    assertThat(Version.today("86400")).isEqualTo(LocalDate.of(1970, 1, 2));
    assertThat(Version.today("tomorrow")).isAfter(LocalDate.of(2025, 1, 1));
    assertThat(Version.today(null)).isAfter(LocalDate.of(2025, 1, 1));
  }

  @Test
  void withoutACloneThereIsNoCommit() {
    assertThat(Commit.of(directory)).isEmpty();
  }

  @Test
  void theCitationNamesThisVersionAndThePaper() throws Exception {
    JsonNode citation = new YAMLMapper().readTree(ROOT.resolve("CITATION.cff").toFile());

    assertThat(citation.path("title").asText()).startsWith("Lowland");
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .contains("<version>%s</version>".formatted(citation.path("version").asText()));
    assertThat(Version.text()).isEqualTo(citation.path("version").asText());
    assertThat(citation.findValuesAsText("url")).contains("https://arxiv.org/abs/2605.05209");
  }
}
