package io.lowland.cli;

import io.lowland.report.Imprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the build and of the machine below it. */
public final class Version implements IVersionProvider {

  /** The version that this was built as, as the services have it. */
  static String text() {
    try (InputStream version = Version.class.getResourceAsStream("version.txt")) {
      return new String(Objects.requireNonNull(version).readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the version cannot be read", e);
    }
  }

  /**
   * When a report that is written now was written, and by what. {@code SOURCE_DATE_EPOCH}, in
   * seconds, stands for now where the same bytes are wanted again, as reproducible-builds.org has
   * it.
   */
  public static Imprint imprint() {
    return new Imprint(
        today(System.getenv("SOURCE_DATE_EPOCH")), text(), Commit.of(Home.directory()));
  }

  static LocalDate today(String epochSeconds) {
    Instant now =
        epochSeconds != null && epochSeconds.matches("\\d{1,11}")
            ? Instant.ofEpochSecond(Long.parseLong(epochSeconds))
            : Instant.now();
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Lowland " + text(),
      "Java %s, %s %s"
          .formatted(
              Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
    };
  }
}
