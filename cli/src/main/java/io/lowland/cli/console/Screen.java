package io.lowland.cli.console;

import java.io.PrintWriter;
import java.util.List;

/**
 * Lines that stay, and below them a block that is drawn again and again. On something that is not a
 * terminal there is no block; what is worth a line is printed as one.
 */
public final class Screen {
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean terminal;
  private final boolean colours;
  private List<String> block = List.of();

  private Screen(PrintWriter out, boolean terminal, boolean colours) {
    this.out = out;
    this.terminal = terminal;
    this.colours = colours;
  }

  /** The process's standard output, as the launcher and the environment describe it. */
  public static Screen of(PrintWriter out) {
    boolean terminal =
        Boolean.getBoolean("lowland.terminal") && !"dumb".equals(System.getenv("TERM"));
    String noColour = System.getenv("NO_COLOR");
    return new Screen(out, terminal, terminal && (noColour == null || noColour.isEmpty()));
  }

  /** Whether there is a terminal that can draw again over what it has drawn. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Text that stands out, where there are colours. */
  public String strong(String text) {
    return colours ? BOLD + text + PLAIN : text;
  }

  /** Prints a line that stays, above the block. */
  public synchronized void line(String text) {
    List<String> below = block;
    erase();
    out.println(text);
    draw(below);
  }

  /** Replaces the block; does nothing where there is no terminal. */
  public synchronized void show(List<String> lines) {
    if (terminal) {
      erase();
      draw(lines);
    }
  }

  /** Removes the block. */
  public synchronized void clear() {
    erase();
    out.flush();
  }

  private void erase() {
    if (!block.isEmpty()) {
      out.print(UP.formatted(block.size()) + "\r" + CLEAR_BELOW);
      block = List.of();
    }
  }

  private void draw(List<String> lines) {
    if (!lines.isEmpty()) {
      // A wrapped line would take two rows, and the way up would be too short.
      out.print(NO_WRAP);
      lines.forEach(out::println);
      out.print(WRAP);
      block = List.copyOf(lines);
    }
    out.flush();
  }
}
