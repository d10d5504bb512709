package io.lowland.measure.weakness;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts on all pairs of probe and class for one network: what the pair-proxy measures count.
 *
 * @param inseparable why the training points cannot be separated; the rest is empty then
 * @param rows one per probe: a string of K characters, {@code 1} feasible, {@code 0} infeasible,
 *     {@code ?} undecided
 * @param feasible number of feasible pairs
 * @param undecided number of undecided pairs
 * @param largestMarginBound the largest bound among the certificates of infeasible pairs: none of
 *     them is feasible with a larger relative margin
 * @param classifiers number of classifiers that certify the feasible pairs
 * @param steps active-set steps taken
 * @param preciseProjections questions that needed more than double precision
 */
record PairVerdicts(
    Optional<Verdict> inseparable,
    List<String> rows,
    int feasible,
    int undecided,
    double largestMarginBound,
    int classifiers,
    long steps,
    long preciseProjections) {

  private static final MeasureContext.Key<PairVerdicts> KEY =
      new MeasureContext.Key<>("pair_verdicts", PairVerdicts.class);

  /** Why nothing can be asked about the network of {@code context}, if so. */
  static Optional<String> unaskable(MeasureContext context) {
    if (context.probes().count() == 0) {
      return Optional.of("there are no unseen points to probe");
    }
    return context.network().isFinite()
        ? Optional.empty()
        : Optional.of("some parameters are not finite");
  }

  /** The verdicts for the probes of {@code context}, computed once per context. */
  static PairVerdicts of(MeasureContext context) {
    return context.shared(KEY, () -> decide(context));
  }

  private static PairVerdicts decide(MeasureContext context) {
    Network network = context.network();
    var forward = new ForwardPass(network);
    PointSet probes = context.probes();
    var cone = LabellingCone.of(features(context, forward), classifier(network));
    var tally = new Tally();
    if (cone.inseparable().isEmpty()) {
      cone.decide(frozenFeatures(forward, probes), probes.count(), tally);
    }
    return new PairVerdicts(
        cone.inseparable(),
        List.copyOf(tally.rows),
        tally.feasible,
        tally.undecided,
        tally.largestMarginBound,
        cone.witnessCount(),
        cone.steps(),
        cone.preciseProjections());
  }

  /** The frozen features of the training points with their labels. */
  static LabelledFeatures features(MeasureContext context, ForwardPass forward) {
    PointSet training = context.split().training();
    Architecture architecture = context.network().architecture();
    return new LabelledFeatures(
        architecture.features(),
        architecture.classes(),
        frozenFeatures(forward, training),
        training.labels());
  }

  /** φ of all points, {@code [count][d]}: the output of the last hidden layer. */
  static double[] frozenFeatures(ForwardPass forward, PointSet points) {
    Architecture architecture = forward.network().architecture();
    int dimension = architecture.features();
    double[] features = new double[points.count() * dimension];
    forward.run(
        points,
        (from, count, activations) ->
            System.arraycopy(
                activations[architecture.hiddenLayers()],
                0,
                features,
                from * dimension,
                count * dimension));
    return features;
  }

  /** The network's own last layer, {@code [d+1][K]} with the biases last. */
  static double[] classifier(Network network) {
    Architecture architecture = network.architecture();
    int last = architecture.layers() - 1;
    int classes = architecture.classes();
    double[] weights = new double[(architecture.features() + 1) * classes];
    for (int k = 0; k < classes; k++) {
      for (int f = 0; f < architecture.features(); f++) {
        weights[f * classes + k] = network.weight(last, k, f);
      }
      weights[architecture.features() * classes + k] = network.bias(last, k);
    }
    return weights;
  }

  private static final class Tally implements LabellingCone.VerdictConsumer {
    private final List<String> rows = new ArrayList<>();
    private int feasible;
    private int undecided;
    private double largestMarginBound;

    @Override
    public void accept(int probe, Verdict[] verdicts) {
      var row = new StringBuilder(verdicts.length);
      for (Verdict verdict : verdicts) {
        row.append(verdict.symbol());
        switch (verdict) {
          case Verdict.Feasible _ -> feasible++;
          case Verdict.Undecided _ -> undecided++;
          case Verdict.Infeasible(FarkasCertificate certificate) ->
              largestMarginBound = Math.max(largestMarginBound, certificate.marginBound());
        }
      }
      rows.add(row.toString());
    }
  }
}
