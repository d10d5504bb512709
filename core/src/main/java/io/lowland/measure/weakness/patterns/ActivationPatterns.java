package io.lowland.measure.weakness.patterns;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The activation patterns of every hidden layer over a list of points.
 *
 * @param layers one table per hidden layer, the first hidden layer first
 * @param nearZero per hidden layer, how many (point, unit) pre-activations z lie within float
 *     rounding of zero: {@code 0 < |z| <= 2^-23 (|b| + Σ|w_i a_i|)}, or a zero that terms cancelled
 *     to. Only there may a float implementation see another bit.
 */
record ActivationPatterns(List<PatternTable> layers, List<Long> nearZero) {

  private static final MeasureContext.Key<ActivationPatterns> UNSEEN =
      new MeasureContext.Key<>("activation patterns of unseen points", ActivationPatterns.class);
  private static final MeasureContext.Key<ActivationPatterns> TRAINING =
      new MeasureContext.Key<>("activation patterns of training points", ActivationPatterns.class);

  /** The patterns of the unseen points, computed once per context. */
  static ActivationPatterns ofUnseen(MeasureContext context) {
    return context.shared(UNSEEN, () -> of(context.network(), context.split().unseen()));
  }

  /** The patterns of the training points, computed once per context. */
  static ActivationPatterns ofTraining(MeasureContext context) {
    return context.shared(TRAINING, () -> of(context.network(), context.split().training()));
  }

  /**
   * The patterns of {@code points}: signs in float where they are certain, in double elsewhere.
   * Which of the two decided a sign cannot be seen in the result.
   */
  static ActivationPatterns of(Network network, PointSet points) {
    Architecture architecture = network.architecture();
    List<PatternTable> layers = new ArrayList<>();
    for (int layer = 0; layer < architecture.hiddenLayers(); layer++) {
      layers.add(new PatternTable(points.count(), architecture.fanOut(layer)));
    }
    int[] uncertain = new FloatSigns(network, points).write(layers);
    var exact = new DoubleSigns(network);
    exact.write(points, uncertain, layers);
    return new ActivationPatterns(List.copyOf(layers), exact.nearZero());
  }

  /** The patterns of the last hidden layer: the regions of the classifier's feature map. */
  PatternTable lastLayer() {
    return layers.getLast();
  }

  /** How many pre-activations of the last hidden layer lie within float rounding of zero. */
  long nearZeroInLastLayer() {
    return nearZero.getLast();
  }
}
