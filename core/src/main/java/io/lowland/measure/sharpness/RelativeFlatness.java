package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.measure.Softmax;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import java.util.Arrays;
import java.util.Map;

/**
 * Relative flatness κ = Σ_{s,s'} ⟨w_s, w_s'⟩ tr H_{s,s'} (Petzka et al. 2021, "Relative flatness
 * and generalization", definition 3) of the classifier on the features φ of the penultimate layer:
 * w_s is the weight row of class s, H_{s,s'} the block of the Hessian of the mean cross-entropy
 * with respect to w_s and w_s'. Large means not flat.
 *
 * <p>The logits are linear in w, so tr H_{s,s'} = (1/n) Σ_i (diag(p) − ppᵀ)_{s,s'} ‖φ_i‖², exactly,
 * and κ is the mean over points of ‖φ_i‖² times the variance, under p_i, of the rows w_s.
 */
public final class RelativeFlatness implements Measure {

  @Override
  public String name() {
    return "relative_flatness";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SHARPNESS;
  }

  // T_β scales φ by β and the classifier's weights by 1/β.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    PointSet points = TraceShares.hessianPoints(context);
    var spread = new ClassifierSpread(context.network());
    new ForwardPass(context.network()).run(points, spread);
    return Measurement.of(name(), spread.sum / points.count(), Map.of("points", points.count()));
  }

  /** Sums ‖φ‖² Σ_j Var_p(w_j), w_j the column of the classifier's weights at feature j. */
  private static final class ClassifierSpread implements ForwardPass.BlockConsumer {
    private final int features;
    private final int classes;
    private final int layers;
    private final double[] weights; // [K][features]
    private final double[] probabilities;
    private final double[] mean;
    private double sum;

    ClassifierSpread(Network network) {
      Architecture architecture = network.architecture();
      this.layers = architecture.layers();
      this.features = architecture.fanIn(layers - 1);
      this.classes = architecture.classes();
      this.probabilities = new double[classes];
      this.mean = new double[features];
      this.weights = new double[classes * features];
      for (int k = 0; k < classes; k++) {
        for (int j = 0; j < features; j++) {
          weights[k * features + j] = network.weight(layers - 1, k, j);
        }
      }
    }

    @Override
    public void accept(int from, int count, double[][] activations) {
      for (int i = 0; i < count; i++) {
        Softmax.probabilities(activations[layers], i * classes, classes, probabilities);
        sum += squaredNorm(activations[layers - 1], i * features) * variance();
      }
    }

    private double squaredNorm(double[] activations, int from) {
      double squares = 0;
      for (int j = 0; j < features; j++) {
        squares += activations[from + j] * activations[from + j];
      }
      return squares;
    }

    private double variance() {
      Arrays.fill(mean, 0);
      for (int k = 0; k < classes; k++) {
        for (int j = 0; j < features; j++) {
          mean[j] += probabilities[k] * weights[k * features + j];
        }
      }
      double variance = 0;
      for (int k = 0; k < classes; k++) {
        double squares = 0;
        for (int j = 0; j < features; j++) {
          double deviation = weights[k * features + j] - mean[j];
          squares += deviation * deviation;
        }
        variance += probabilities[k] * squares;
      }
      return variance;
    }
  }
}
