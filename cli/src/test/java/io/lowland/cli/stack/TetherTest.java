package io.lowland.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TetherTest {

  @Test
  void processEndsWhenItsStandardInputIsClosed() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Tether.class.getName(),
                Endless.class.getName(),
                "hello")
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("hello");
      assertThat(process.isAlive()).isTrue();

      process.getOutputStream().close();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Says its argument and waits for ever. */
  public static final class Endless {
    private Endless() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(arguments[0]);
      Thread.currentThread().join();
    }
  }
}
