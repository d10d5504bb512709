package io.lowland.measure.sharpness;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.network.Network;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The trace of the Hessian of the mean cross-entropy, by affine layer.
 *
 * @param points how many training points the mean is over
 * @param byLayer {@code [layers]} the trace of the diagonal block of weights and biases of each
 *     affine layer
 */
record TraceShares(int points, double[] byLayer) {

  private static final MeasureContext.Key<TraceShares> KEY =
      new MeasureContext.Key<>("hessian trace by layer", TraceShares.class);

  /** The shares for the network of {@code context}, computed once per context. */
  static TraceShares of(MeasureContext context) {
    return context.shared(KEY, () -> of(context.network(), hessianPoints(context)));
  }

  /** The shares for {@code network} over {@code points}. */
  static TraceShares of(Network network, PointSet points) {
    return new TraceShares(points.count(), new HessianTraceComputation(network, points).shares());
  }

  /** The training points the Hessian is taken over: the first ones, as many as the options say. */
  static PointSet hessianPoints(MeasureContext context) {
    PointSet training = context.split().training();
    return training.slice(0, Math.min(training.count(), context.options().hessianPoints()));
  }

  /** The trace over all layers. */
  double total() {
    return DoubleStream.of(byLayer).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TraceShares shares
        && points == shares.points
        && Arrays.equals(byLayer, shares.byLayer);
  }

  @Override
  public int hashCode() {
    return 31 * points + Arrays.hashCode(byLayer);
  }

  @Override
  public String toString() {
    return "TraceShares[points=%d, byLayer=%s]".formatted(points, Arrays.toString(byLayer));
  }
}
