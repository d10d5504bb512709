package io.lowland.contracts;

/** Numbers as text. */
final class Texts {
  private Texts() {}

  /** The number that {@code text} is; not a number when it is none. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** The shortest text of {@code number}, without a fraction when there is none. */
  static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }
}
