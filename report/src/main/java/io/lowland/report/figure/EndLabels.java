package io.lowland.report.figure;

import java.util.Comparator;
import java.util.List;

/**
 * Names at the right of a plot, each joined to where its line ends. Those that would overlap are
 * moved apart.
 */
final class EndLabels {
  private static final double LINE = 15;
  private static final double LEADER = 24;

  private EndLabels() {}

  /**
   * One name.
   *
   * @param lines its text
   * @param end height at which the line ends
   * @param text ink of the text
   * @param leader ink of what joins both
   */
  record Label(List<String> lines, double end, Ink text, Ink leader) {
    double height() {
      return LINE * lines.size();
    }
  }

  /** Room that {@code labels} need beside the plot. */
  static double width(List<List<String>> labels, double letter) {
    return LEADER
        + 14
        + letter
            * labels.stream().flatMap(List::stream).mapToInt(String::length).max().orElseThrow();
  }

  /** Draws the labels right of {@code x}, between two heights as far as they have room there. */
  static void draw(Svg svg, double x, double top, double bottom, List<Label> labels) {
    List<Label> sorted = labels.stream().sorted(Comparator.comparingDouble(Label::end)).toList();
    double[] centres = centres(sorted, top, bottom);
    for (int i = 0; i < centres.length; i++) {
      Label label = sorted.get(i);
      svg.path(
          label.leader(),
          Svg.polyline(
              x + 4,
              label.end(),
              x + 8,
              label.end(),
              x + LEADER - 4,
              centres[i],
              x + LEADER,
              centres[i]));
      double first = centres[i] - label.height() / 2 + LINE / 2;
      for (int line = 0; line < label.lines().size(); line++) {
        svg.text(
            label.text(),
            x + LEADER + 5,
            first + LINE * line + 4,
            "start",
            label.lines().get(line));
      }
    }
  }

  /** From above to below each keeps clear of the last, then from below to above. */
  private static double[] centres(List<Label> labels, double top, double bottom) {
    double[] centres = new double[labels.size()];
    double free = top;
    for (int i = 0; i < centres.length; i++) {
      double half = labels.get(i).height() / 2;
      centres[i] = Math.max(labels.get(i).end(), free + half);
      free = centres[i] + half;
    }
    double taken = Math.max(bottom, top + labels.stream().mapToDouble(Label::height).sum());
    for (int i = centres.length - 1; i >= 0; i--) {
      double half = labels.get(i).height() / 2;
      centres[i] = Math.min(centres[i], taken - half);
      taken = centres[i] - half;
    }
    return centres;
  }
}
