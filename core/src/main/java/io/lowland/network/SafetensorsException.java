package io.lowland.network;

/** A safetensors file that is damaged, hostile or not a stack of affine layers. */
public class SafetensorsException extends IllegalArgumentException {
  private static final int LONGEST_VALUE = 120;

  private final String source;
  private final String field;
  private final String value;
  private final String expected;

  /**
   * @param source the file or other origin of the bytes
   * @param field what is wrong, such as {@code header length} or {@code tensor fc1.weight, shape}
   * @param value what was found
   * @param expected what would have been right
   */
  public SafetensorsException(String source, String field, Object value, String expected) {
    super(
        "%s: %s: %s; expected %s"
            .formatted(source, printable(field), printable(String.valueOf(value)), expected));
    this.source = source;
    this.field = field;
    this.value = String.valueOf(value);
    this.expected = expected;
  }

  public String source() {
    return source;
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  public String expected() {
    return expected;
  }

  /** One short line, whatever a hostile file put into its names. */
  private static String printable(String text) {
    String line = text.replaceAll("\\p{C}", "\uFFFD");
    return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
  }
}
