package io.lowland.statistics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The correlations of all measures of an experiment with one target. A run that lacks a measure is
 * left out of that measure's correlation only. Measures that are known for the same runs meet the
 * same resamples. The measures are worked on by all cores; each has a place of its own in the
 * result, so their number changes nothing.
 */
public final class CorrelationTable {
  private final List<OptionalDouble> target;
  private final long seed;

  private CorrelationTable(List<OptionalDouble> target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /** A measure over the runs that have both it and the target. */
  private record Column(String measure, BitSet known, double[] x) {}

  /** The target over the runs {@code known}. */
  private record Target(double[] y, Optional<SortedSample> sorted) {
    static Target of(double[] y) {
      boolean usable = Samples.firstNonFinite(y).isEmpty();
      return new Target(y, usable ? Optional.of(new SortedSample(y)) : Optional.empty());
    }
  }

  /** A column and its tests; sorted where it has a correlation. */
  private record Row(
      Column column,
      Outcome<CorrelationTest> spearman,
      Outcome<CorrelationTest> kendall,
      Optional<SortedSample> sorted) {}

  /**
   * Correlates each measure with the target.
   *
   * @param target one value per run, such as the test accuracy, in an order that does not depend on
   *     arrival (the bootstrap draws positions)
   * @param measures by name, one value per run each, in the target's order
   * @param seed of the bootstrap
   * @return one row per measure, in the order of {@code measures}
   * @throws IllegalArgumentException naming a measure that has not as many values as the target
   */
  public static List<MeasureCorrelation> of(
      List<OptionalDouble> target, SequencedMap<String, List<OptionalDouble>> measures, long seed) {
    CorrelationTable table = new CorrelationTable(List.copyOf(target), seed);
    List<Column> columns = new ArrayList<>();
    measures.forEach((measure, values) -> columns.add(table.column(measure, values)));
    return withHolm(table.rows(columns));
  }

  private Column column(String measure, List<OptionalDouble> values) {
    if (values.size() != target.size()) {
      throw new IllegalArgumentException(
          "measure %s has %d values; expected %d, one per run"
              .formatted(measure, values.size(), target.size()));
    }
    BitSet known = new BitSet(values.size());
    for (int i = 0; i < values.size(); i++) {
      known.set(i, values.get(i).isPresent() && target.get(i).isPresent());
    }
    return new Column(measure, known, select(values, known));
  }

  private static double[] select(List<OptionalDouble> values, BitSet known) {
    return known.stream().mapToDouble(i -> values.get(i).orElseThrow()).toArray();
  }

  private List<MeasureCorrelation> rows(List<Column> columns) {
    Map<BitSet, Target> targets = new LinkedHashMap<>();
    for (Column column : columns) {
      targets.computeIfAbsent(column.known(), known -> Target.of(select(target, known)));
    }
    List<Row> rows =
        IntStream.range(0, columns.size())
            .parallel()
            .mapToObj(i -> row(columns.get(i), targets.get(columns.get(i).known())))
            .toList();
    Map<String, Outcome<Interval>> intervals = new HashMap<>();
    rows.forEach(
        row ->
            row.spearman()
                .whyUndefined()
                .ifPresent(why -> intervals.put(row.column().measure(), Outcome.undefined(why))));
    targets.forEach((known, values) -> addIntervals(known, values, rows, intervals));
    List<MeasureCorrelation> correlations = new ArrayList<>();
    for (Row row : rows) {
      correlations.add(
          new MeasureCorrelation(
              row.column().measure(),
              row.column().x().length,
              row.spearman(),
              intervals.get(row.column().measure()),
              row.kendall(),
              row.spearman().map(CorrelationTest::p)));
    }
    return correlations;
  }

  private static Row row(Column column, Target target) {
    Optional<String> reason = Samples.whyNotCorrelated(column.x(), target.y(), Spearman.MINIMUM);
    if (reason.isPresent()) {
      return new Row(
          column,
          Outcome.undefined(reason.get()),
          Outcome.undefined(reason.get()),
          Optional.empty());
    }
    SortedSample x = new SortedSample(column.x());
    SortedSample y = target.sorted().orElseThrow();
    return new Row(
        column, Outcome.of(Spearman.of(x, y)), Outcome.of(KendallTau.of(x, y)), Optional.of(x));
  }

  /** Fills in the intervals of the measures that are known for the runs {@code known}. */
  private void addIntervals(
      BitSet known, Target values, List<Row> rows, Map<String, Outcome<Interval>> intervals) {
    List<Row> members =
        rows.stream()
            .filter(row -> row.sorted().isPresent() && row.column().known().equals(known))
            .toList();
    if (!members.isEmpty()) {
      List<Outcome<Interval>> found =
          new CorrelationBootstrap(values.y(), seed, CorrelationBootstrap.RESAMPLES)
              .intervals(
                  values.sorted().orElseThrow(),
                  members.stream().map(row -> row.sorted().orElseThrow()).toList());
      for (int i = 0; i < members.size(); i++) {
        intervals.put(members.get(i).column().measure(), found.get(i));
      }
    }
  }

  private static List<MeasureCorrelation> withHolm(List<MeasureCorrelation> rows) {
    double[] adjusted =
        Holm.adjust(
            rows.stream()
                .flatMap(row -> row.spearman().toOptional().stream())
                .mapToDouble(CorrelationTest::p)
                .toArray());
    List<MeasureCorrelation> result = new ArrayList<>();
    int next = 0;
    for (MeasureCorrelation row : rows) {
      boolean defined = row.spearman() instanceof Outcome.Value;
      result.add(defined ? withHolm(row, adjusted[next++]) : row);
    }
    return List.copyOf(result);
  }

  private static MeasureCorrelation withHolm(MeasureCorrelation row, double p) {
    return new MeasureCorrelation(
        row.measure(), row.n(), row.spearman(), row.interval(), row.kendall(), Outcome.of(p));
  }
}
