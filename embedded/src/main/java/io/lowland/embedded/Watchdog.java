package io.lowland.embedded;

import java.io.IOException;

/**
 * A small process that ends another one when this JVM is gone, however it went: it waits for the
 * end of its standard input, which the operating system closes with us.
 */
final class Watchdog implements AutoCloseable {
  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /** Sends {@code pid} an interrupt (PostgreSQL's fast shutdown) when this JVM has ended. */
  static Watchdog interrupting(long pid) throws IOException {
    // Ctrl-C reaches the whole terminal group; the watchdog must outlive it.
    // The shell reads by itself: a cat would be one more process to end.
    String script =
        "trap '' INT TERM HUP; while read -r _; do :; done; kill -INT " + pid + " 2>/dev/null";
    return new Watchdog(
        new ProcessBuilder("sh", "-c", script)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Ends the watchdog without harm to the watched process. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
