package io.lowland.analysis.domain;

import io.lowland.statistics.MeasuredSettings;
import io.lowland.statistics.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The networks of several experiments, with their hyperparameters and how badly they generalise.
 * Measures that the same networks have share one grouping of them.
 */
final class StudiedNetworks {
  private static final double NONE = Double.NaN;

  private final List<RunPoint> runs = new ArrayList<>();
  private final List<Map<String, String>> hyperparameters = new ArrayList<>();
  private final double[] errors;
  private final Map<BitSet, Settings> settings = new ConcurrentHashMap<>();

  /** Those of {@code studies} that {@code error} says something of. */
  StudiedNetworks(
      List<Study> studies, List<String> axes, Function<RunPoint, OptionalDouble> error) {
    for (Study study : studies) {
      Map<String, Map<String, String>> byRegime = new HashMap<>();
      for (RunPoint run : study.points().runs()) {
        if (error.apply(run).isPresent()) {
          runs.add(run);
          hyperparameters.add(
              byRegime.computeIfAbsent(run.regime(), name -> study.hyperparameters(name, axes)));
        }
      }
    }
    errors = runs.stream().mapToDouble(run -> error.apply(run).getAsDouble()).toArray();
  }

  /** Measure → what each network has of it; NaN where it has none. */
  Map<String, double[]> columns(List<String> measures) {
    Map<String, double[]> columns = new HashMap<>();
    for (String measure : measures) {
      double[] column = new double[runs.size()];
      Arrays.fill(column, NONE);
      columns.put(measure, column);
    }
    for (int i = 0; i < runs.size(); i++) {
      for (Map.Entry<String, Double> value : runs.get(i).values().entrySet()) {
        double[] column = columns.get(value.getKey());
        if (column != null) {
          column[i] = value.getValue();
        }
      }
    }
    return columns;
  }

  /** The networks that have a value in {@code column}, measured as {@code sign} times this. */
  MeasuredSettings measured(double[] column, double sign) {
    BitSet have = new BitSet();
    IntStream.range(0, column.length).filter(i -> !Double.isNaN(column[i])).forEach(have::set);
    return settings
        .computeIfAbsent(have, this::group)
        .measured(have.stream().mapToDouble(i -> sign * column[i]).toArray());
  }

  private Settings group(BitSet some) {
    return new Settings(
        some.stream().mapToObj(hyperparameters::get).toList(),
        some.stream().mapToDouble(i -> errors[i]).toArray());
  }
}
