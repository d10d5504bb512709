package io.lowland.measure.margin;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.network.ForwardPass;
import java.util.Arrays;

/**
 * The margins of the training points: the logit of the label less the largest other one.
 *
 * @param tenthPercentile the ⌊n/10⌋-th smallest margin, the smallest where n &lt; 10; NaN where
 *     some logit is
 * @param smallest the smallest margin
 */
public record TrainingMargin(double tenthPercentile, double smallest) {
  private static final MeasureContext.Key<TrainingMargin> KEY =
      new MeasureContext.Key<>("training margin", TrainingMargin.class);

  /** The margins of the network of {@code context}, computed once per context. */
  public static TrainingMargin of(MeasureContext context) {
    return context.shared(KEY, () -> compute(context));
  }

  private static TrainingMargin compute(MeasureContext context) {
    PointSet training = context.split().training();
    int classes = context.network().architecture().classes();
    double[] margins = new double[training.count()];
    new ForwardPass(context.network())
        .run(
            training,
            (from, count, activations) -> {
              double[] logits = activations[activations.length - 1];
              for (int i = 0; i < count; i++) {
                margins[from + i] = margin(logits, i * classes, classes, training.label(from + i));
              }
            });
    for (double margin : margins) {
      if (Double.isNaN(margin)) {
        return new TrainingMargin(Double.NaN, Double.NaN);
      }
    }
    Arrays.sort(margins);
    return new TrainingMargin(margins[Math.max(1, margins.length / 10) - 1], margins[0]);
  }

  private static double margin(double[] logits, int from, int classes, int label) {
    double other = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      if (k != label) {
        other = Math.max(other, logits[from + k]);
      }
    }
    return logits[from + label] - other;
  }
}
