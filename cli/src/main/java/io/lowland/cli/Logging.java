package io.lowland.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What the broker and other libraries inside this process log goes to a file, never to the screen.
 */
final class Logging {
  private static final Logger ROOT = Logger.getLogger("");
  // Held, because the log manager forgets the level of a logger that nobody refers to.
  private static final List<Logger> TALKATIVE =
      List.of(
          Logger.getLogger("kafka"),
          Logger.getLogger("org.apache.kafka"),
          Logger.getLogger("state.change.logger"));

  private Logging() {}

  /** Nothing is logged until {@link #to} names a file. */
  static void silence() {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    TALKATIVE.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  /** Appends to {@code file} from now on. */
  static void to(Path file) throws IOException {
    FileHandler handler = new FileHandler(file.toString(), true);
    handler.setFormatter(new SimpleFormatter());
    ROOT.addHandler(handler);
  }
}
