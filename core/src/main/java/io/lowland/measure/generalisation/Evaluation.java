package io.lowland.measure.generalisation;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import io.lowland.measure.Softmax;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How a network classifies a set of points.
 *
 * @param points number of points
 * @param correct how many have their label as the largest logit (of equal logits, the lowest class
 *     counts)
 * @param meanLoss mean cross-entropy, natural logarithm; not finite when some logit is not
 */
public record Evaluation(int points, int correct, double meanLoss) {

  private static final MeasureContext.Key<Evaluation> TEST =
      new MeasureContext.Key<>("evaluation on test points", Evaluation.class);
  private static final MeasureContext.Key<Evaluation> TRAINING =
      new MeasureContext.Key<>("evaluation on training points", Evaluation.class);

  /** Evaluates {@code network} on {@code points}. */
  public static Evaluation of(Network network, PointSet points) {
    var tally = new Tally(network.architecture().classes(), points);
    new ForwardPass(network).run(points, tally);
    return new Evaluation(points.count(), tally.correct, tally.loss / points.count());
  }

  /** The evaluation on the official test images, computed once per context. */
  static Evaluation onTest(MeasureContext context) {
    return context.shared(TEST, () -> of(context.network(), context.split().test()));
  }

  /** The evaluation on the training points, computed once per context. */
  static Evaluation onTraining(MeasureContext context) {
    return context.shared(TRAINING, () -> of(context.network(), context.split().training()));
  }

  /** Fraction of points classified as their label, from 0 to 1. */
  public double accuracy() {
    return (double) correct / points;
  }

  /**
   * This accuracy minus that of {@code other}, from −1 to 1. Divided once, it is the number next to
   * the true one, and has no more digits than that.
   */
  double accuracyAbove(Evaluation other) {
    long difference = (long) correct * other.points - (long) other.correct * points;
    return difference / ((double) points * other.points);
  }

  /** The measurement of {@code value}, or the reason why there is none. */
  Measurement measurement(String measure, ToDoubleFunction<Evaluation> value) {
    Map<String, Object> details = Map.of("points", points);
    if (points == 0) {
      return Measurement.none(measure, "there are no points", details);
    }
    if (!Double.isFinite(meanLoss)) {
      return Measurement.none(measure, "some logits are not finite", details);
    }
    return Measurement.of(measure, value.applyAsDouble(this), details);
  }

  private static final class Tally implements ForwardPass.BlockConsumer {
    private final int classes;
    private final PointSet points;
    private int correct;
    private double loss;

    Tally(int classes, PointSet points) {
      this.classes = classes;
      this.points = points;
    }

    @Override
    public void accept(int from, int count, double[][] activations) {
      double[] logits = activations[activations.length - 1];
      for (int i = 0; i < count; i++) {
        int label = points.label(from + i);
        loss += Softmax.crossEntropy(logits, i * classes, classes, label);
        if (Softmax.argmax(logits, i * classes, classes) == label) {
          correct++;
        }
      }
    }
  }
}
