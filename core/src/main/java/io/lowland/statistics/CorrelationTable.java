package io.lowland.statistics;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/**
 * The correlations of all measures of an experiment with one target. A run that lacks a measure is
 * left out of that measure's correlation only. Measures that are known for the same runs meet the
 * same resamples.
 */
public final class CorrelationTable {
  private final List<OptionalDouble> target;
  private final long seed;
  private final Map<BitSet, CorrelationBootstrap> bootstraps = new HashMap<>();

  private CorrelationTable(List<OptionalDouble> target, long seed) {
    this.target = target;
    this.seed = seed;
  }

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
    List<MeasureCorrelation> rows = new ArrayList<>();
    measures.forEach((measure, values) -> rows.add(table.row(measure, values)));
    return withHolm(rows);
  }

  private MeasureCorrelation row(String measure, List<OptionalDouble> values) {
    if (values.size() != target.size()) {
      throw new IllegalArgumentException(
          "measure %s has %d values; expected %d, one per run"
              .formatted(measure, values.size(), target.size()));
    }
    BitSet known = new BitSet(values.size());
    for (int i = 0; i < values.size(); i++) {
      known.set(i, values.get(i).isPresent() && target.get(i).isPresent());
    }
    double[] x = select(values, known);
    double[] y = select(target, known);
    Outcome<CorrelationTest> spearman = Spearman.of(x, y);
    Outcome<Interval> interval =
        switch (spearman) {
          case Outcome.Value<CorrelationTest> defined -> bootstrap(known, y).interval(x);
          case Outcome.Undefined<CorrelationTest>(String reason) -> Outcome.undefined(reason);
        };
    return new MeasureCorrelation(
        measure,
        x.length,
        spearman,
        interval,
        KendallTau.of(x, y),
        spearman.map(CorrelationTest::p));
  }

  private CorrelationBootstrap bootstrap(BitSet known, double[] y) {
    return bootstraps.computeIfAbsent(
        known, key -> new CorrelationBootstrap(y, seed, CorrelationBootstrap.RESAMPLES));
  }

  private static double[] select(List<OptionalDouble> values, BitSet known) {
    return known.stream().mapToDouble(i -> values.get(i).orElseThrow()).toArray();
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
