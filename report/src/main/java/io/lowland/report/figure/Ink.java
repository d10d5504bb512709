package io.lowland.report.figure;

import java.util.List;
import java.util.Locale;

/**
 * How parts of a figure look. Each is a class, for pages that choose their own colours, and
 * attributes, for everything else: dark on white, told apart by shape as well as colour.
 */
record Ink(String name, String attributes) {
  private static final List<String> SERIES =
      List.of("#0b6b57", "#b4460f", "#4f49b8", "#8d2f6b", "#22699b", "#6b6a14");

  private static final List<String> DASHES =
      List.of(
          "",
          " stroke-dasharray=\"8 3\"",
          " stroke-dasharray=\"2 3\"",
          " stroke-dasharray=\"9 3 2 3\"",
          " stroke-dasharray=\"4 2\"",
          " stroke-dasharray=\"14 3\"");

  static final Ink GROUND = new Ink("ground", "fill=\"#ffffff\"");
  static final Ink GRID = new Ink("grid", "stroke=\"#e3e5dd\" stroke-width=\"1\"");
  static final Ink AXIS = new Ink("axis", "stroke=\"#56625c\" stroke-width=\"1\"");
  static final Ink DASHED =
      new Ink("axis", "stroke=\"#56625c\" stroke-width=\"1\" stroke-dasharray=\"4 3\"");
  static final Ink HAIR = new Ink("axis", "fill=\"none\" stroke=\"#56625c\" stroke-width=\"1\"");
  static final Ink FAINT =
      new Ink(
          "faint", "fill=\"none\" stroke=\"#66706b\" stroke-width=\"1\" stroke-opacity=\"0.35\"");
  static final Ink MEAN = new Ink("mean", "stroke=\"#1b2420\" stroke-width=\"2\"");
  static final Ink TITLE =
      new Ink("label", "fill=\"#1b2420\" font-size=\"14\" font-weight=\"600\"");
  static final Ink LABEL = new Ink("label", "fill=\"#1b2420\" font-size=\"12\"");
  static final Ink QUIET = new Ink("quiet", "fill=\"#56625c\" font-size=\"11\"");

  /** Marks of regime {@code index}, as their shapes. */
  static Ink series(int index) {
    int colour = index % SERIES.size();
    return new Ink(
        "mark s" + colour, "fill=\"%s\" fill-opacity=\"0.7\"".formatted(SERIES.get(colour)));
  }

  /** The line of series {@code index}. */
  static Ink seriesLine(int index) {
    int colour = index % SERIES.size();
    return new Ink(
        "stroke s" + colour,
        "fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s"
            .formatted(SERIES.get(colour), DASHES.get(colour)));
  }

  /** What joins the line of series {@code index} to its name. */
  static Ink seriesHair(int index) {
    int colour = index % SERIES.size();
    return new Ink(
        "stroke s" + colour,
        "fill=\"none\" stroke=\"%s\" stroke-width=\"1\"".formatted(SERIES.get(colour)));
  }

  /** Text about series {@code index}. */
  static Ink seriesText(int index) {
    int colour = index % SERIES.size();
    return new Ink(
        "named s" + colour, "fill=\"%s\" font-size=\"12\"".formatted(SERIES.get(colour)));
  }

  /** Marks of a family. */
  static Ink mark(String family) {
    return new Ink("mark " + known(family), "fill=\"%s\"".formatted(colour(family)));
  }

  /** Marks of a family that are drawn as outlines. */
  static Ink hollow(String family) {
    return new Ink(
        "hollow " + known(family),
        "fill=\"#ffffff\" stroke=\"%s\" stroke-width=\"2\"".formatted(colour(family)));
  }

  /** Lines of a family. */
  static Ink line(String family) {
    return new Ink(
        "stroke " + known(family),
        "fill=\"none\" stroke=\"%s\" stroke-width=\"2\"".formatted(colour(family)));
  }

  private static String known(String family) {
    return switch (family) {
      case "weakness", "sharpness", "simplicity" -> family.toLowerCase(Locale.ROOT);
      default -> "other";
    };
  }

  private static String colour(String family) {
    return switch (known(family)) {
      case "weakness" -> SERIES.get(0);
      case "sharpness" -> SERIES.get(1);
      case "simplicity" -> SERIES.get(2);
      default -> "#66706b";
    };
  }
}
