package io.lowland.contracts;

/**
 * One mistake in an experiment file.
 *
 * @param path where, such as {@code regimes[1].learning_rate}
 * @param value what stands there, as text; {@code (absent)} when nothing does
 * @param expected what should stand there
 */
public record Mistake(String path, String value, String expected) {

  /** The value of a field that is not there. */
  public static final String ABSENT = "(absent)";

  private static final int LONGEST_VALUE = 80;

  public Mistake {
    value = value.length() <= LONGEST_VALUE ? value : shortened(value);
  }

  /** The beginning of {@code text}, up to the end of a word where it has words. */
  private static String shortened(String text) {
    int space = text.lastIndexOf(' ', LONGEST_VALUE);
    return space > LONGEST_VALUE / 2
        ? text.substring(0, space) + " …"
        : text.substring(0, LONGEST_VALUE) + "…";
  }

  @Override
  public String toString() {
    return "%s: %s; expected %s".formatted(path, value, expected);
  }
}
