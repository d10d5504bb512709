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
    value = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }

  @Override
  public String toString() {
    return "%s: %s; expected %s".formatted(path, value, expected);
  }
}
