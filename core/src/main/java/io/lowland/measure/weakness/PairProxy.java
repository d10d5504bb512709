package io.lowland.measure.weakness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The number of pairs (probe, class) such that some linear classifier on the frozen features keeps
 * the label of every training point and gives the probe the class (paper, Appendix I). From 0 to
 * probes · K. Exact: every pair is decided with evidence that was re-checked, see {@link
 * LabellingCone}.
 *
 * <p>Details {@code feasible_fraction} and {@code feasible_fraction_standard_error} estimate the
 * fraction of feasible pairs over all unseen points, see {@link PairProxyByProbe}.
 *
 * <p>There is no value when no classifier keeps all training labels (the network has not memorised
 * them), or while pairs are undecided.
 */
public final class PairProxy implements Measure {

  @Override
  public String name() {
    return "pair_proxy";
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
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("probes", context.probes().count());
    details.put("total", context.probes().count() * context.network().architecture().classes());
    if (verdicts.inseparable().isPresent()) {
      String reason = whyInseparable(context, verdicts.inseparable().get());
      return Measurement.none(name(), reason, details);
    }
    details.put("undecided", verdicts.undecided());
    details.put("largest_margin_bound", verdicts.largestMarginBound());
    details.put("classifiers", verdicts.classifiers());
    details.put("active_set_steps", verdicts.steps());
    details.put("precise_projections", verdicts.preciseProjections());
    details.put("verdicts", verdicts.rows());
    if (verdicts.undecided() > 0) {
      return Measurement.none(
          name(),
          "%d of %d pairs are undecided: the value is between %d and %d"
              .formatted(
                  verdicts.undecided(),
                  (int) details.get("total"),
                  verdicts.feasible(),
                  verdicts.feasible() + verdicts.undecided()),
          details);
    }
    int classes = context.network().architecture().classes();
    details.put(
        "feasible_fraction", (double) verdicts.feasible() / verdicts.rows().size() / classes);
    PairProxyByProbe.standardError(verdicts.rows(), context.split().unseen().count())
        .ifPresent(error -> details.put("feasible_fraction_standard_error", error / classes));
    return Measurement.of(name(), verdicts.feasible(), details);
  }

  /** Says why there are no verdicts. */
  static String whyInseparable(MeasureContext context, Verdict verdict) {
    int points = context.split().training().count();
    return switch (verdict) {
      case Verdict.Undecided(String reason) ->
          "whether the %d training points can be separated is undecided: %s"
              .formatted(points, reason);
      case Verdict.Infeasible(FarkasCertificate certificate) ->
          ("no linear classifier on the last hidden layer keeps the labels of all %d training"
                  + " points: %d of their constraints contradict each other")
              .formatted(points, certificate.points().length);
      case Verdict.Feasible _ -> throw new IllegalStateException("separable and inseparable");
    };
  }
}
