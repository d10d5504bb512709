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

  /** How much is shown. */
  private enum Loudness {
    ALL,
    RESULT,
    NOTHING
  }

  private final PrintWriter out;
  private final Loudness loudness;
  private final boolean terminal;
  private final boolean colours;
  private List<String> block = List.of();

  private Screen(PrintWriter out, Loudness loudness, boolean terminal, boolean colours) {
    this.out = out;
    this.loudness = loudness;
    this.terminal = terminal;
    this.colours = colours;
  }

  /** The process's standard output, as the launcher and the environment describe it. */
  public static Screen of(PrintWriter out) {
    return new Screen(out, Loudness.ALL, isTerminalOutput(), hasColours());
  }

  private static boolean isTerminalOutput() {
    return Boolean.getBoolean("lowland.terminal") && !"dumb".equals(System.getenv("TERM"));
  }

  /** Whether standard output may be coloured: a terminal, and nobody asked for no colours. */
  public static boolean hasColours() {
    String noColour = System.getenv("NO_COLOR");
    return isTerminalOutput() && (noColour == null || noColour.isEmpty());
  }

  /** The same without notes and without the block that is drawn again and again. */
  public Screen quiet() {
    return new Screen(out, Loudness.RESULT, false, colours);
  }

  /** The same with nothing on it. */
  public Screen silent() {
    return new Screen(out, Loudness.NOTHING, false, false);
  }

  /** Whether there is a terminal that can draw again over what it has drawn. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Text that stands out, where there are colours. */
  public String strong(String text) {
    return colours ? BOLD + text + PLAIN : text;
  }

  /** Prints a line about how things go, above the block. */
  public synchronized void note(String text) {
    if (loudness == Loudness.ALL) {
      print(text);
    }
  }

  /** Prints a line of the result, above the block. */
  public synchronized void line(String text) {
    if (loudness != Loudness.NOTHING) {
      print(text);
    }
  }

  private void print(String text) {
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

  /** Says what takes a while: in place of the block, or as a note where there is no terminal. */
  public synchronized void doing(String text) {
    if (terminal) {
      show(List.of(text));
    } else {
      note(text);
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
