package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The subscriber in Python, on a consumer that always has one correlation more. */
@Timeout(120)
class PythonSubscriberTest {
  private static final Path EXAMPLE =
      Path.of("..", "examples", "python", "follow_correlations.py").toAbsolutePath().normalize();

  private static final String CONSUMER =
      """
      class KafkaException(Exception):
          pass


      class Message:
          def value(self):
              return b'{"experiment": "x", "measure": "weight_l2", "n": 3, "spearman": 0.5}'

          def error(self):
              return None


      class Consumer:
          def __init__(self, settings):
              pass

          def subscribe(self, topics):
              pass

          def poll(self, seconds):
              return Message()

          def close(self):
              pass
      """;

  @TempDir Path directory;

  @BeforeAll
  static void needPython() {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3"))),
        "skipped: no python3 on the PATH");
  }

  @Test
  void itEndsQuietlyWhenItsReaderHasEnough() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("confluent_kafka.py"), CONSUMER);
    ProcessBuilder pipe =
        new ProcessBuilder("bash", "-c", "python3 \"$0\" | head -n 2; echo ${PIPESTATUS[0]}");
    pipe.command().add(EXAMPLE.toString());
    pipe.environment().put("PYTHONPATH", directory.toString());
    pipe.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = pipe.redirectErrorStream(true).start();

    List<String> lines = process.inputReader().readAllLines();

    assertThat(process.waitFor()).isZero();
    assertThat(lines)
        .containsExactly(
            "x weight_l2 (all, n = 3): +0.500", "x weight_l2 (all, n = 3): +0.500", "0");
  }
}
