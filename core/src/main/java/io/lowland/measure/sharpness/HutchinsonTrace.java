package io.lowland.measure.sharpness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The paper's estimate of the Hessian trace: the mean of vᵀHv over {@value #SAMPLES} seeded
 * Rademacher vectors v (Hutchinson 1990), with its standard error. For comparison; {@code
 * hessian_trace} is exact and cheaper.
 */
public final class HutchinsonTrace implements Measure {
  /** Samples, as in the paper's larger networks. */
  static final int SAMPLES = 50;

  private static final long SEED = 0;

  @Override
  public String name() {
    return "hessian_trace_hutchinson";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SHARPNESS;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return false;
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    TrainingLoss loss = LossAtNetwork.of(context);
    Map<String, Object> details =
        Map.of("samples", SAMPLES, "points", TraceShares.hessianPoints(context).count());
    double[] samples = samples(loss, context.network().parameters().length, SAMPLES, SEED);
    double mean = 0;
    for (double sample : samples) {
      mean += sample / samples.length;
    }
    double squares = 0;
    for (double sample : samples) {
      squares += (sample - mean) * (sample - mean);
    }
    if (!Double.isFinite(squares)) {
      return Measurement.none(name(), "the Hessian is not finite", details);
    }
    double standardError = Math.sqrt(squares / (samples.length - 1) / samples.length);
    return Measurement.estimate(name(), mean, standardError, details);
  }

  /** Independent samples of vᵀHv, each with the trace as its mean. */
  static double[] samples(TrainingLoss loss, int dimension, int count, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] vector = new double[dimension];
    double[] product = new double[dimension];
    double[] samples = new double[count];
    for (int s = 0; s < count; s++) {
      for (int i = 0; i < dimension; i++) {
        vector[i] = random.nextBoolean() ? 1 : -1;
      }
      loss.hessianVectorProduct(vector, product);
      for (int i = 0; i < dimension; i++) {
        samples[s] += vector[i] * product[i];
      }
    }
    return samples;
  }
}
