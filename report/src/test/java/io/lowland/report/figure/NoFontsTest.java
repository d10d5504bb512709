package io.lowland.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.report.Report;
import io.lowland.report.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine without fonts, as containers and servers often are. */
@EnabledOnOs(OS.LINUX)
class NoFontsTest {
  private static final String NO_FONTS =
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig></fontconfig>";

  @TempDir Path directory;

  /** What the test runs as a process of its own. */
  static final class Writing {
    private Writing() {}

    public static void main(String[] arguments) throws IOException {
      Report.write(Samples.pairProxy(), Samples.IMPRINT, Path.of(arguments[0]))
          .ifPresent(System.out::print);
    }
  }

  @Test
  void reportIsWrittenWithoutPngAndSaysWhy() throws Exception {
    Path fonts = Files.writeString(directory.resolve("fonts.conf"), NO_FONTS);
    Path report = directory.resolve("report");
    // The JDK keeps what it found in the user's directory.
    ProcessBuilder writing =
        new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Duser.home=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Writing.class.getName(),
                report.toString()));
    writing.environment().put("FONTCONFIG_FILE", fonts.toString());
    Process process = writing.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("no PNG is drawn", "SVG").doesNotContain("\tat ");
    try (Stream<Path> figures = Files.list(report.resolve("figures"))) {
      assertThat(figures).isNotEmpty().allMatch(file -> file.toString().endsWith(".svg"));
    }
    assertThat(report.resolve("report.html")).exists();
    assertThat(report.resolve("measurements.parquet")).exists();
  }
}
