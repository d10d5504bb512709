package io.lowland.measure.weakness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The mean number of feasible classes of a probe, with its standard error as an estimate for all
 * unseen points, and the number for each probe: the {@link PairProxy} per probe. The standard error
 * is that of a simple random sample without replacement (Cochran, Sampling Techniques, section
 * 2.5): √((1 − m/N) s²/m) for m probes of N unseen points; 0 when all are probed, none for one
 * probe.
 *
 * <p>Undecided pairs: no value, as for {@code pair_proxy}.
 */
public final class PairProxyByProbe implements Measure {

  @Override
  public String name() {
    return "pair_proxy_by_probe";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.WEAKNESS;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    var unaskable = PairVerdicts.unaskable(context);
    if (unaskable.isPresent()) {
      return Measurement.none(name(), unaskable.get(), Map.of());
    }
    PairVerdicts verdicts = PairVerdicts.of(context);
    if (verdicts.inseparable().isPresent()) {
      String reason = PairProxy.whyInseparable(context, verdicts.inseparable().get());
      return Measurement.none(name(), reason, Map.of());
    }
    List<Integer> counts = verdicts.rows().stream().map(PairProxyByProbe::feasible).toList();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("feasible_classes", counts);
    details.put("verdicts", verdicts.rows());
    if (verdicts.undecided() > 0) {
      return Measurement.none(
          name(), "%d pairs are undecided".formatted(verdicts.undecided()), details);
    }
    double mean = counts.stream().mapToInt(Integer::intValue).average().orElseThrow();
    OptionalDouble standardError = standardError(verdicts.rows(), context.split().unseen().count());
    return standardError.isPresent()
        ? Measurement.estimate(name(), mean, standardError.getAsDouble(), details)
        : Measurement.of(name(), mean, details);
  }

  private static int feasible(String row) {
    return (int) row.chars().filter(symbol -> symbol == '1').count();
  }

  /**
   * Standard error of the mean number of feasible classes over {@code population} points, of which
   * {@code rows} are a simple random sample without replacement; empty for a sample of one.
   */
  static OptionalDouble standardError(List<String> rows, int population) {
    if (rows.size() == 1 && population > 1) {
      return OptionalDouble.empty();
    }
    List<Integer> counts = rows.stream().map(PairProxyByProbe::feasible).toList();
    double mean = counts.stream().mapToInt(Integer::intValue).average().orElse(0);
    return OptionalDouble.of(standardError(counts, mean, population));
  }

  private static double standardError(List<Integer> counts, double mean, int population) {
    int sample = counts.size();
    if (sample >= population) {
      return 0;
    }
    double squares = counts.stream().mapToDouble(c -> (c - mean) * (c - mean)).sum();
    double variance = squares / (sample - 1);
    return Math.sqrt((1 - (double) sample / population) * variance / sample);
  }
}
