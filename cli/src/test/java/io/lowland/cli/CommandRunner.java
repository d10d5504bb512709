package io.lowland.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command line in this process and keeps what it printed. */
final class CommandRunner {
  private CommandRunner() {}

  /**
   * What a command did.
   *
   * @param code its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Outcome(int code, String out, String err) {}

  static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Lowland.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
