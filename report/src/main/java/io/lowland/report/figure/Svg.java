package io.lowland.report.figure;

import java.util.Locale;

/** An SVG picture being drawn; the same drawing always gives the same text. */
final class Svg {
  /** Families in order of preference, for browsers and editors. */
  static final String FONTS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

  private final StringBuilder text;

  /**
   * An empty picture.
   *
   * @param title what it shows, for those who cannot see it
   */
  Svg(double width, double height, String title) {
    text =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s" role="img" font-family="%s">
            <title>%s</title>
            <rect class="%s" %s x="0" y="0" width="%s" height="%s"/>
            """
                .formatted(
                    number(width),
                    number(height),
                    number(width),
                    number(height),
                    FONTS,
                    escaped(title),
                    Ink.GROUND.name(),
                    Ink.GROUND.attributes(),
                    number(width),
                    number(height)));
  }

  void line(Ink ink, double x1, double y1, double x2, double y2) {
    element(ink, "line", "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  /** The mark of regime {@code shape} around a point: circle, triangle, square or diamond. */
  void mark(Ink ink, int shape, double x, double y, double radius) {
    double r = radius;
    switch (shape % 4) {
      case 0 -> element(ink, "circle", "cx", x, "cy", y, "r", r);
      case 1 ->
          path(ink, polygon(x, y - 1.2 * r, x + 1.1 * r, y + 0.8 * r, x - 1.1 * r, y + 0.8 * r));
      case 2 -> path(ink, polygon(x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r));
      default -> path(ink, polygon(x, y - 1.3 * r, x + 1.3 * r, y, x, y + 1.3 * r, x - 1.3 * r, y));
    }
  }

  void path(Ink ink, String data) {
    text.append("<path class=\"%s\" %s d=\"%s\"/>\n".formatted(ink.name(), ink.attributes(), data));
  }

  /** A line through points given as x, y, x, y, … */
  static String polyline(double... points) {
    StringBuilder data = new StringBuilder();
    for (int i = 0; i < points.length; i += 2) {
      data.append(i == 0 ? "M" : "L").append(number(points[i])).append(' ');
      data.append(number(points[i + 1]));
    }
    return data.toString();
  }

  private static String polygon(double... points) {
    return polyline(points) + "Z";
  }

  /** Text that begins, is centred or ends at x: {@code start}, {@code middle}, {@code end}. */
  void text(Ink ink, double x, double y, String anchor, String content) {
    text.append(
        "<text class=\"%s\" %s x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(
                ink.name(), ink.attributes(), number(x), number(y), anchor, escaped(content)));
  }

  /** Text that is read from below to above, centred at the point. */
  void upwards(Ink ink, double x, double y, String content) {
    text.append(
        "<text class=\"%s\" %s transform=\"translate(%s %s) rotate(-90)\" text-anchor=\"middle\">%s</text>\n"
            .formatted(ink.name(), ink.attributes(), number(x), number(y), escaped(content)));
  }

  private void element(Ink ink, String name, Object... attributes) {
    text.append("<%s class=\"%s\" %s".formatted(name, ink.name(), ink.attributes()));
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(" %s=\"%s\"".formatted(attributes[i], number((double) attributes[i + 1])));
    }
    text.append("/>\n");
  }

  /** The picture. */
  String finish() {
    return text + "</svg>\n";
  }

  /** Hundredths of a pixel are enough, and the text stays short. */
  static String number(double value) {
    String fixed = String.format(Locale.ROOT, "%.2f", value);
    String shortest = fixed.replaceFirst("\\.?0+$", "");
    return shortest.equals("-0") ? "0" : shortest;
  }

  private static String escaped(String content) {
    return content
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
