package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No file that would be committed holds a credential. */
class SecretScanTest {
  /** Larger files are data. */
  private static final long LARGEST = 2 << 20;

  @Test
  void noFileHoldsASecret() throws Exception {
    List<String> findings = new ArrayList<>();
    List<Path> files = files();
    for (Path file : files) {
      if (Files.isRegularFile(file) && Files.size(file) <= LARGEST) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        SecretScan.findings(text).forEach(found -> findings.add(file + ":" + found));
      }
    }
    assertThat(files).hasSizeGreaterThan(200);
    assertThat(findings).isEmpty();
  }

  /** Split, so that this file holds none itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN |PRIVATE KEY-----",
        "-----BEGIN RSA |PRIVATE KEY-----",
        "id = AKIA|IOSFODNN7EXAMPLE",
        "ghp_|0123456789abcdefghijABCDEFGHIJ012345",
        "glpat-|0123456789abcdefghij",
        "xoxb-|0123456789-abcdef",
        "AIza|0123456789abcdefghijABCDEFGHIJ01234",
        "eyJhbGciOiJIUzI1NiJ9|.eyJzdWIiOiJsb3dsYW5kIn0.x",
        "postgresql://lowland:|hunter22@db.example.com/lowland",
        "password: |q7Zp2LmX9vTr4KdW8sYb",
        "LOWLAND_TRAINER_API_KEYS=|f3a9c1e07b5d4826a1c9e3f7b2d80456",
        "\"token\": \"|bG93bGFuZCBzZWNyZXQgMTIz\"",
      })
  void plantedSecretIsFound(String split) {
    assertThat(SecretScan.findings("first line\n" + split.replace("|", "")))
        .singleElement()
        .satisfies(found -> assertThat(found).startsWith("2: "));
    assertThat(SecretScan.findings(split)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "existingSecret: lowland-postgresql-credentials",
        "POSTGRES_PASSWORD: ${LOWLAND_DB_PASSWORD:-lowland}",
        "password = EmbeddedDatabase.passwordOfTheUser()",
        "jdbc:postgresql://postgres.example.com:5432/lowland",
      })
  void whatIsNoSecretIsNotReported(String line) {
    assertThat(SecretScan.findings(line)).isEmpty();
  }

  /**
   * Those that git knows or would take; all that are no output of the build, where there is none.
   */
  private static List<Path> files() throws Exception {
    Path root = Repository.path(".").normalize();
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (git.waitFor() == 0) {
        return names
            .lines()
            .flatMap(all -> List.of(all.split("\0")).stream())
            .map(root::resolve)
            .toList();
      }
    } catch (IOException withoutGit) {
      // A source archive on a machine without git.
    }
    return walked(root);
  }

  private static List<Path> walked(Path root) {
    try (var paths = Files.walk(root)) {
      return paths
          .filter(
              path -> {
                String name = "/" + root.relativize(path) + "/";
                return !name.contains("/target/")
                    && !name.contains("/.git/")
                    && !name.contains("/.lowland/");
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
