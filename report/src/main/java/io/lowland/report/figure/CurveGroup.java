package io.lowland.report.figure;

import io.lowland.report.result.SelectionCurves.Curve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures that choose alike, and so have one curve.
 *
 * @param curves one or more, by name, about the same number of networks
 * @param complete whether no other curve is about more networks
 */
record CurveGroup(List<Curve> curves, boolean complete) {
  /** Names of a group that are given before the rest is counted. */
  private static final int NAMED = 3;

  /** Accuracies closer than this are drawn as one. */
  private static final double RESOLUTION = 1e-6;

  /** The groups of those curves that choose among at least two, the best at the largest k first. */
  static List<CurveGroup> of(List<Curve> curves) {
    int most = curves.stream().mapToInt(Curve::n).max().orElse(0);
    return curves.stream()
        .filter(curve -> curve.expectedAccuracy().size() > 1)
        .sorted(
            Comparator.comparing((Curve c) -> -c.expectedAccuracy().getLast())
                .thenComparing(Curve::measure))
        .collect(Collectors.groupingBy(CurveGroup::drawn, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(alike -> new CurveGroup(alike, alike.getFirst().n() == most))
        .toList();
  }

  private static List<Long> drawn(Curve curve) {
    return Stream.concat(
            Stream.of((long) curve.n()),
            curve.expectedAccuracy().stream().map(v -> Math.round(v / RESOLUTION)))
        .toList();
  }

  /** Element k − 1 belongs to k = 1, 2, … */
  List<Double> accuracy() {
    return curves.getFirst().expectedAccuracy();
  }

  /** What the group is called, a line per measure, with n where others are about more networks. */
  List<String> lines() {
    int shown = curves.size() <= NAMED ? curves.size() : NAMED - 1;
    List<String> lines = new ArrayList<>(curves.stream().limit(shown).map(this::name).toList());
    if (shown < curves.size()) {
      lines.add("and %d more".formatted(curves.size() - shown));
    }
    return lines;
  }

  private String name(Curve curve) {
    return (curve.preference().equals("higher") ? "large " : "small ")
        + curve.measure()
        + (complete ? "" : " (n = %d)".formatted(curve.n()));
  }
}
