package io.lowland.report.figure;

import io.lowland.report.document.Figure;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.SelectionCurves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Expected test accuracy of the best of k networks, as each measure picks it. The best and worst
 * measures have a colour, a dash and a mark each, so that they can be told apart where they meet.
 */
public final class SelectionPlot {
  private static final String TITLE = "Best of k networks: expected test accuracy";
  private static final double LEFT = 66;
  private static final double TOP = 46;
  private static final double BOTTOM = 46;
  private static final double WIDE = 760;
  private static final double NARROW = 380;
  private static final double HEIGHT = 400;
  private static final double NARROW_HEIGHT = 330;
  private static final double LETTER = 6.9;
  private static final double KEY_LINE = 16;
  private static final int BEST = 4;
  private static final int WORST = 2;
  private static final int[] DRAWS = {1, 2, 5, 10, 20, 50};

  private final List<CurveGroup> groups;
  private final List<CurveGroup> named;
  private final int largest;
  private final Svg svg;
  private final Axis x;
  private final Axis y;

  private SelectionPlot(List<CurveGroup> groups, Svg svg, double right, double bottom) {
    this.groups = groups;
    this.svg = svg;
    named = named(groups);
    largest = groups.stream().mapToInt(group -> group.accuracy().size()).max().orElseThrow();
    x = Axis.between(0, Math.log(largest), LEFT, right, 1);
    y =
        Axis.around(
            groups.stream().flatMap(group -> group.accuracy().stream()).mapToDouble(v -> v),
            bottom,
            TOP,
            5);
  }

  /** The plot over all runs; empty when there is nothing to choose. */
  public static Optional<Figure> of(ExperimentResult result) {
    return result.modelSelection().stream()
        .filter(each -> each.regime().equals(ExperimentResult.ALL_REGIMES))
        .map(SelectionCurves::items)
        .map(CurveGroup::of)
        .filter(groups -> !groups.isEmpty())
        .findFirst()
        .map(
            groups ->
                new Figure(
                    "model-selection",
                    "Expected test accuracy when the best of k networks drawn at random is picked"
                        + " by a measure. Dashed, grey: a pick at random. Named are the measures"
                        + " that end highest and lowest, found by looking at these very networks: a"
                        + " hint, not a test.",
                    wide(groups),
                    Optional.of(narrow(groups))));
  }

  /** The first and last of {@code groups}, which are sorted; all when there are few. */
  private static List<CurveGroup> named(List<CurveGroup> groups) {
    if (groups.size() <= BEST + WORST) {
      return groups;
    }
    List<CurveGroup> named = new ArrayList<>(groups.subList(0, BEST));
    named.addAll(groups.subList(groups.size() - WORST, groups.size()));
    return named;
  }

  /** Names beside the ends of the lines. */
  private static String wide(List<CurveGroup> groups) {
    double labels = EndLabels.width(named(groups).stream().map(CurveGroup::lines).toList(), LETTER);
    SelectionPlot plot =
        new SelectionPlot(groups, new Svg(WIDE, HEIGHT, TITLE), WIDE - labels, HEIGHT - BOTTOM);
    plot.draw();
    plot.nameEnds();
    return plot.svg.finish();
  }

  /** Names in a key below the plot. */
  private static String narrow(List<CurveGroup> groups) {
    int lines = 1 + named(groups).stream().mapToInt(group -> group.lines().size()).sum();
    SelectionPlot plot =
        new SelectionPlot(
            groups,
            new Svg(NARROW, NARROW_HEIGHT + KEY_LINE * lines, TITLE),
            NARROW - 16,
            NARROW_HEIGHT - BOTTOM - 8);
    plot.draw();
    plot.key();
    return plot.svg.finish();
  }

  private void draw() {
    svg.text(Ink.TITLE, 12, 20, "start", TITLE);
    Axes.vertical(svg, y, x.from(), x.to());
    for (int k : DRAWS) {
      if (k <= largest) {
        double at = x.pixel(Math.log(k));
        svg.line(Ink.GRID, at, y.to(), at, y.from());
        svg.text(Ink.QUIET, at, y.from() + 16, "middle", String.valueOf(k));
      }
    }
    svg.line(Ink.AXIS, x.from(), y.from(), x.to(), y.from());
    svg.line(Ink.DASHED, x.from(), random(), x.to(), random());
    svg.text(
        Ink.LABEL, (x.from() + x.to()) / 2, y.from() + 36, "middle", "k, networks to choose from");
    svg.upwards(Ink.LABEL, 16, (y.from() + y.to()) / 2, "expected test accuracy");
    groups.stream()
        .filter(group -> !named.contains(group))
        .forEach(group -> svg.path(Ink.FAINT, path(group)));
    for (int series = named.size() - 1; series >= 0; series--) {
      svg.path(Ink.seriesLine(series), path(named.get(series)));
      marks(series, named.get(series).accuracy());
    }
  }

  /** The height of a pick at random, k = 1 of any measure that the most networks have. */
  private double random() {
    CurveGroup complete =
        groups.stream().filter(CurveGroup::complete).findFirst().orElse(groups.getFirst());
    return y.pixel(complete.accuracy().getFirst());
  }

  private String path(CurveGroup group) {
    List<Double> accuracy = group.accuracy();
    double[] points = new double[2 * accuracy.size()];
    for (int k = 1; k <= accuracy.size(); k++) {
      points[2 * k - 2] = x.pixel(Math.log(k));
      points[2 * k - 1] = y.pixel(accuracy.get(k - 1));
    }
    return Svg.polyline(points);
  }

  private void marks(int series, List<Double> accuracy) {
    for (int k : DRAWS) {
      if (k > 1 && k <= accuracy.size()) {
        svg.mark(
            Ink.series(series), series, x.pixel(Math.log(k)), y.pixel(accuracy.get(k - 1)), 3.6);
      }
    }
  }

  private void nameEnds() {
    List<EndLabels.Label> labels = new ArrayList<>();
    labels.add(new EndLabels.Label(List.of("at random"), random(), Ink.QUIET, Ink.HAIR));
    for (int series = 0; series < named.size(); series++) {
      CurveGroup group = named.get(series);
      labels.add(
          new EndLabels.Label(
              group.lines(),
              y.pixel(group.accuracy().getLast()),
              Ink.seriesText(series),
              Ink.seriesHair(series)));
    }
    EndLabels.draw(svg, x.to(), TOP - 8, HEIGHT - 8, labels);
  }

  private void key() {
    double line = NARROW_HEIGHT + 4;
    for (int series = 0; series < named.size(); series++) {
      svg.path(Ink.seriesLine(series), Svg.polyline(14, line - 4, 46, line - 4));
      svg.mark(Ink.series(series), series, 30, line - 4, 3.6);
      for (String text : named.get(series).lines()) {
        svg.text(Ink.seriesText(series), 54, line, "start", text);
        line += KEY_LINE;
      }
    }
    svg.line(Ink.DASHED, 14, line - 4, 46, line - 4);
    svg.text(Ink.QUIET, 54, line, "start", "at random");
  }
}
