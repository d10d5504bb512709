package io.lowland.report.figure;

import io.lowland.report.document.Figure;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.MeasureFacts;
import io.lowland.report.result.SelectionCurves;
import io.lowland.report.result.SelectionCurves.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Expected test accuracy of the best of k networks, as each measure picks it. */
public final class SelectionPlot {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 380;
  private static final double LEFT = 66;
  private static final double LETTER = 6.7;
  private static final double TOP = 46;
  private static final double BOTTOM = 46;
  private static final double LINE = 15;
  private static final int NAMED = 4;
  private static final int[] DRAWS = {1, 2, 5, 10, 20, 50};

  private SelectionPlot() {}

  /** The plot over all runs; empty when there is nothing to choose. */
  public static Optional<Figure> of(ExperimentResult result) {
    Optional<SelectionCurves> curves =
        result.modelSelection().stream()
            .filter(each -> each.regime().equals(ExperimentResult.ALL_REGIMES))
            .filter(each -> each.items().stream().anyMatch(SelectionPlot::chooses))
            .findFirst();
    return curves.map(each -> draw(result, each.items()));
  }

  private static boolean chooses(Curve curve) {
    return curve.expectedAccuracy().size() > 1;
  }

  private static Figure draw(ExperimentResult result, List<Curve> all) {
    List<Curve> curves =
        all.stream()
            .filter(SelectionPlot::chooses)
            .sorted(
                Comparator.comparing((Curve c) -> -c.expectedAccuracy().getLast())
                    .thenComparing(Curve::measure))
            .toList();
    int largest = curves.stream().mapToInt(c -> c.expectedAccuracy().size()).max().orElseThrow();
    Axis x = Axis.between(0, Math.log(largest), LEFT, WIDTH - labels(curves), 1);
    Axis y =
        Axis.around(
            curves.stream()
                .flatMapToDouble(
                    c ->
                        DoubleStream.of(
                            c.expectedAccuracy().stream().mapToDouble(v -> v).toArray())),
            HEIGHT - BOTTOM,
            TOP,
            5);
    String title = "Expected test accuracy of the best of k networks";
    Svg svg = new Svg(WIDTH, HEIGHT, title);
    svg.text(Ink.TITLE, 12, 20, "start", title);
    Axes.vertical(svg, y, x.from(), x.to());
    for (int k : DRAWS) {
      if (k <= largest) {
        double at = x.pixel(Math.log(k));
        svg.line(Ink.GRID, at, y.to(), at, y.from());
        svg.text(Ink.QUIET, at, y.from() + 16, "middle", String.valueOf(k));
      }
    }
    svg.line(Ink.AXIS, x.from(), y.from(), x.to(), y.from());
    double random = y.pixel(curves.getFirst().expectedAccuracy().getFirst());
    svg.line(Ink.DASHED, x.from(), random, x.to(), random);
    svg.text(
        Ink.LABEL, (x.from() + x.to()) / 2, HEIGHT - 10, "middle", "k, networks to choose from");
    svg.upwards(Ink.LABEL, 16, (y.from() + y.to()) / 2, "expected test accuracy");
    lines(svg, result, curves, x, y, random);
    return new Figure(
        "model-selection",
        "Expected test accuracy when the best of k networks drawn at random is picked by a measure."
            + " Dashed: a pick at random. Named are the measures that end highest and lowest, found"
            + " by looking at these very networks: a hint, not a test.",
        svg.finish());
  }

  /** Room for the longest name. */
  private static double labels(List<Curve> curves) {
    return 20
        + LETTER
            * named(curves).stream().mapToInt(curve -> label(curve).length()).max().orElseThrow();
  }

  private static String label(Curve curve) {
    return (curve.preference().equals("higher") ? "large " : "small ") + curve.measure();
  }

  private static void lines(
      Svg svg, ExperimentResult result, List<Curve> curves, Axis x, Axis y, double random) {
    List<Curve> named = named(curves);
    curves.stream()
        .filter(curve -> !named.contains(curve))
        .forEach(curve -> svg.path(Ink.FAINT, path(curve, x, y)));
    double lowest = Double.NEGATIVE_INFINITY;
    boolean randomSaid = false;
    for (Curve curve : named) {
      String family = family(result, curve.measure());
      double end = y.pixel(curve.expectedAccuracy().getLast());
      svg.path(Ink.line(family), path(curve, x, y));
      if (!randomSaid && random < end) {
        lowest = Math.max(random, lowest + LINE);
        svg.text(Ink.QUIET, x.to() + 8, lowest + 4, "start", "at random");
        randomSaid = true;
      }
      lowest = Math.max(end, lowest + LINE);
      svg.text(Ink.text(family), x.to() + 8, lowest + 4, "start", label(curve));
    }
    if (!randomSaid) {
      svg.text(Ink.QUIET, x.to() + 8, Math.max(random, lowest + LINE) + 4, "start", "at random");
    }
  }

  /** The first and last of {@code curves}, which are sorted; all when there are few. */
  private static List<Curve> named(List<Curve> curves) {
    if (curves.size() <= 2 * NAMED) {
      return curves;
    }
    List<Curve> named = new ArrayList<>(curves.subList(0, NAMED));
    named.addAll(curves.subList(curves.size() - NAMED / 2, curves.size()));
    return named;
  }

  private static String path(Curve curve, Axis x, Axis y) {
    int size = curve.expectedAccuracy().size();
    double[] points = new double[2 * size];
    for (int k = 1; k <= size; k++) {
      points[2 * k - 2] = x.pixel(Math.log(k));
      points[2 * k - 1] = y.pixel(curve.expectedAccuracy().get(k - 1));
    }
    return Svg.polyline(points);
  }

  private static String family(ExperimentResult result, String measure) {
    return result.measures().stream()
        .filter(each -> each.name().equals(measure))
        .findFirst()
        .flatMap(MeasureFacts::family)
        .orElse("");
  }
}
