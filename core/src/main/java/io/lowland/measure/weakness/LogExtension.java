package io.lowland.measure.weakness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

/**
 * The natural logarithm of the size of the full extension: the number of joint partial labellings
 * of the probes that some linear classifier on the frozen features realises together with the
 * training labels. Between 0 (nothing but "unspecified") and probes · ln(K + 1). An estimate with
 * its standard error, see {@link ExtensionEstimator}; the same network gives the same estimate.
 *
 * <p>A walk down 100 probes takes about a second, 16 are taken, so it is measured only when asked
 * for by name. There is no value when the training points cannot be separated.
 */
public final class LogExtension implements Measure {
  private static final int BATCHES = 8;
  private static final int WALKS = 2;
  private static final long SEED = 2605_05209L;

  @Override
  public String name() {
    return "log_extension";
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
  public boolean isDefault() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    var unaskable = PairVerdicts.unaskable(context);
    if (unaskable.isPresent()) {
      return Measurement.none(name(), unaskable.get(), Map.of());
    }
    Architecture architecture = context.network().architecture();
    var forward = new ForwardPass(context.network());
    var training = PairVerdicts.features(context, forward);
    double[] hint = PairVerdicts.classifier(context.network());
    int probes = context.probes().count();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("probes", probes);
    var inseparable = LabellingCone.of(training, hint).inseparable();
    if (inseparable.isPresent()) {
      return Measurement.none(
          name(), PairProxy.whyInseparable(context, inseparable.get()), details);
    }
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    var estimate =
        new ExtensionEstimator(
                training, hint, PairVerdicts.frozenFeatures(forward, context.probes()), probes)
            .estimate(BATCHES, WALKS, random);
    details.put("samples", estimate.batches() * estimate.walks());
    details.put("batches", estimate.batches());
    details.put("undecided", estimate.undecided());
    details.put("largest_possible", probes * Math.log(architecture.classes() + 1));
    return Measurement.estimate(name(), estimate.logSize(), estimate.standardError(), details);
  }
}
