package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.kernel.MatrixProduct;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.measure.Softmax;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import java.util.Map;

/**
 * The Fisher–Rao norm sqrt(θᵀFθ), F the Fisher information of the network's own class probabilities
 * over the training points that the Hessian is taken over (Liang et al. 2019, "Fisher–Rao metric,
 * geometry, and complexity of neural networks", definition 2).
 *
 * <p>θᵀFθ is the mean over points of the variance, under p, of the derivatives of the logits in the
 * direction θ. Those need one more forward pass: with ȧ the derivative of an activation, the next
 * pre-activation z has the derivative z + Wȧ.
 */
public final class FisherRaoNorm implements Measure {

  @Override
  public String name() {
    return "fisher_rao_norm";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SHARPNESS;
  }

  // T_β scales θ_i and the derivative with respect to it inversely.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    PointSet points = TraceShares.hessianPoints(context);
    var variance = new RadialVariance(context.network());
    new ForwardPass(context.network()).run(points, variance);
    return Measurement.of(
        name(), Math.sqrt(variance.sum / points.count()), Map.of("points", points.count()));
  }

  /** Sums the variance of the logits' derivatives in the direction of the parameters. */
  private static final class RadialVariance implements ForwardPass.BlockConsumer {
    private final Architecture architecture;
    private final double[][] transposed; // by affine layer, [fanIn][fanOut]; none for the first
    private final double[] probabilities;
    private double sum;

    RadialVariance(Network network) {
      this.architecture = network.architecture();
      this.transposed = new double[architecture.layers()][];
      this.probabilities = new double[architecture.classes()];
      double[] parameters = LossAtNetwork.parameters(network);
      for (int layer = 1; layer < architecture.layers(); layer++) {
        int fanIn = architecture.fanIn(layer);
        int fanOut = architecture.fanOut(layer);
        transposed[layer] = new double[fanIn * fanOut];
        MatrixProduct.transpose(
            fanOut, fanIn, parameters, architecture.weightOffset(layer), transposed[layer]);
      }
    }

    @Override
    public void accept(int from, int count, double[][] activations) {
      double[] derivatives = activations[1]; // the first layer is linear in its parameters
      for (int layer = 1; layer < architecture.layers(); layer++) {
        derivatives = next(layer, count, derivatives, activations[layer + 1]);
      }
      int classes = architecture.classes();
      for (int i = 0; i < count; i++) {
        addVariance(activations[architecture.layers()], derivatives, i * classes);
      }
    }

    private double[] next(int layer, int count, double[] derivatives, double[] activations) {
      int fanIn = architecture.fanIn(layer);
      int fanOut = architecture.fanOut(layer);
      double[] next = new double[count * fanOut];
      System.arraycopy(activations, 0, next, 0, next.length);
      MatrixProduct.multiplyAdd(
          count,
          derivatives,
          0,
          fanIn,
          MatrixProduct.all(fanIn),
          fanIn,
          transposed[layer],
          0,
          fanOut,
          next,
          0);
      boolean hidden = layer + 1 < architecture.layers();
      for (int i = 0; hidden && i < next.length; i++) {
        if (!(activations[i] > 0)) {
          next[i] = 0;
        }
      }
      return next;
    }

    private void addVariance(double[] logits, double[] derivatives, int from) {
      int classes = architecture.classes();
      Softmax.probabilities(logits, from, classes, probabilities);
      double mean = 0;
      for (int k = 0; k < classes; k++) {
        mean += probabilities[k] * derivatives[from + k];
      }
      for (int k = 0; k < classes; k++) {
        double deviation = derivatives[from + k] - mean;
        sum += probabilities[k] * deviation * deviation;
      }
    }
  }
}
