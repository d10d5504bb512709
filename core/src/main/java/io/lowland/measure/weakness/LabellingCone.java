package io.lowland.measure.weakness;

import java.util.Locale;
import java.util.Optional;

/**
 * The open cone of linear classifiers on frozen features that keep the label of every training
 * point, and the question which classes they can give to other points (paper, Appendix I: the
 * feature-classifier vocabulary).
 *
 * <p>A pair of probe and class is settled by the cheapest of:
 *
 * <ol>
 *   <li>a classifier found earlier that happens to give the probe that class;
 *   <li>{@link ConeProjection} in {@code double}, from the nearest such classifier, then from the
 *       centre of the cone;
 *   <li>{@link PreciseConeProjection} in 100 digits.
 * </ol>
 *
 * Whatever they find counts only once {@link MarginCheck} has confirmed it on the features; a pair
 * that none settles is {@link Verdict.Undecided}.
 *
 * <p>The pair furthest from all known classifiers is asked about first, because the classifiers
 * found for it reach furthest: about half of the pairs never need a projection. The more probes
 * were asked about, the cheaper the next becomes. Deterministic. Not thread-safe.
 */
public final class LabellingCone {

  /** A certificate of infeasibility is accepted when it leaves no larger relative margin. */
  public static final double MARGIN_RESOLUTION = 1e-10;

  /** A witness's margin over the runner-up, on rows of length 1, that counts before its check. */
  private static final double CERTAIN = 1e-9;

  /** Relative margin of a centre that has to be looked for. */
  private static final double CENTRAL = 1e-3;

  /**
   * Relative margin from which the hint is a centre as it is: looking for a better one costs more.
   */
  private static final double CENTRAL_ENOUGH = 1e-6;

  /** How far beyond 0 the probe's margin is pushed, as a part of what is missing at the start. */
  private static final double OVERSHOOT = 0.01;

  /** The least that the probe's margin is pushed beyond 0, as a part of the centre's margin. */
  private static final double LEAST_PROBE_MARGIN = 1e-2;

  /** Margins asked of all rows in the second attempt, as a part of the centre's margin. */
  private static final double RETRY = 0.1;

  /** Largest admixture of the centre to a projection, which lies on the boundary of the cone. */
  private static final double ADMIXTURE = 1e-2;

  private final ConeKernels kernels;
  private final LabelledFeatures training;
  private final FeatureTransform transform;
  private final MarginCheck check;
  private final TrainingRows rows;
  private final ConeProjection projection;
  private final Witnesses witnesses;
  private final double[] workspace;
  private final Optional<Verdict> inseparable;

  /**
   * Relative margin of the central witness, where below {@link #CENTRAL}: how narrow the cone is.
   */
  private final double centreMargin;

  private long preciseProjections;

  /** Receives the verdicts of {@link LabellingCone#decide}. */
  @FunctionalInterface
  public interface VerdictConsumer {
    /**
     * Takes the verdicts on one probe.
     *
     * @param probe number of the probe, ascending
     * @param verdicts {@code [K]}, one for each class; the array is reused
     */
    void accept(int probe, Verdict[] verdicts);
  }

  /**
   * The cone of {@code training}.
   *
   * @param hint a classifier to start from, {@code [d+1][K]} flat with the biases last, such as the
   *     network's own last layer; it changes the time needed, not the answer. Not modified
   */
  public static LabellingCone of(LabelledFeatures training, double[] hint) {
    return new LabellingCone(training, hint, ConeKernels.fastest());
  }

  LabellingCone(LabelledFeatures training, double[] hint, ConeKernels kernels) {
    int size = training.homogeneous();
    int classes = training.classes();
    if (training.count() == 0) {
      throw new IllegalArgumentException("no training points; expected at least 1");
    }
    if (hint.length != size * classes) {
      throw new IllegalArgumentException(
          "a classifier with %d weights; expected (%d + 1) x %d"
              .formatted(hint.length, training.dimension(), classes));
    }
    this.kernels = kernels;
    this.training = training;
    this.transform = FeatureTransform.of(training);
    this.check = new MarginCheck(kernels, training);
    double[] transformed = new double[training.count() * size];
    for (int i = 0; i < training.count(); i++) {
      training.homogeneous(i, transformed, i * size);
      transform.apply(transformed, i * size);
    }
    this.rows = new TrainingRows(kernels, transformed, training.labels(), size, classes);
    this.projection = new ConeProjection(kernels, rows);
    this.witnesses = new Witnesses(transform, check, classes);
    this.workspace = new double[kernels.workspace(size, classes)];
    this.inseparable = findCentre(hint);
    this.centreMargin =
        inseparable.isPresent()
            ? 0
            : Math.min(CENTRAL, rows.smallestMargin(witnesses.transformed(0), workspace));
  }

  /**
   * Why the training points cannot be separated: {@link Verdict.Infeasible} with a certificate of
   * training rows alone, or {@link Verdict.Undecided}. Empty when they can.
   */
  public Optional<Verdict> inseparable() {
    return inseparable;
  }

  /** Active-set steps in {@code double} so far. */
  public long steps() {
    return projection.steps();
  }

  /** Classifiers found so far that keep all training labels. */
  public int witnessCount() {
    return witnesses.count();
  }

  /** Questions so far that needed more than {@code double}. */
  public long preciseProjections() {
    return preciseProjections;
  }

  /**
   * Decides every class for every probe.
   *
   * @param probes φ of the probes, {@code [count][d]} row-major
   * @throws IllegalStateException if the training points cannot be separated
   */
  public void decide(double[] probes, int count, VerdictConsumer consumer) {
    if (inseparable.isPresent()) {
      throw new IllegalStateException("the training points cannot be separated");
    }
    for (int from = 0; from < count; from += ProbeChunk.LIMIT) {
      int size = Math.min(ProbeChunk.LIMIT, count - from);
      var chunk = new ProbeChunk(kernels, transform, training, probes, from, size);
      decide(chunk);
      report(chunk, from, consumer);
    }
  }

  /**
   * Adds a central witness, number 0, or tells why there is none: the hint if it is central enough,
   * else its projection onto the classifiers that are, else the hint if it separates at all.
   */
  private Optional<Verdict> findCentre(double[] hint) {
    double[] start = hint.clone();
    transform.fromOriginal(start, training.classes());
    normalise(start);
    if (rows.smallestMargin(start, workspace) >= CENTRAL_ENOUGH && witnesses.add(start)) {
      return Optional.empty();
    }
    double[] noProbe = {};
    var outcome = projection.project(start, noProbe, 0, 0, CENTRAL);
    double[] projected = projection.solution().clone();
    normalise(projected);
    if (outcome == ConeProjection.Outcome.FEASIBLE && witnesses.add(projected)
        || witnesses.add(start)) {
      return Optional.empty();
    }
    if (outcome == ConeProjection.Outcome.INFEASIBLE) {
      var verdict = infeasible(noProbe, 1, 0);
      if (accepted(verdict)) {
        return Optional.of(verdict);
      }
    }
    return findCentrePrecisely(hint);
  }

  private Optional<Verdict> findCentrePrecisely(double[] hint) {
    Verdict verdict = decidePrecisely(hint, new double[0], -1, 0, CENTRAL);
    if (verdict instanceof Verdict.Feasible(double[] weights)) {
      double[] centre = weights.clone();
      transform.fromOriginal(centre, training.classes());
      normalise(centre);
      return witnesses.add(centre)
          ? Optional.empty()
          : Optional.of(new Verdict.Undecided("the separating classifiers form too narrow a cone"));
    }
    return Optional.of(verdict);
  }

  private void decide(ProbeChunk chunk) {
    for (int i = 0; i < witnesses.count(); i++) {
      chunk.improve(witnesses.transformed(i), i);
    }
    for (int pair = chunk.furthestOpen(CERTAIN); pair >= 0; pair = chunk.furthestOpen(CERTAIN)) {
      chunk.settle(pair, decide(chunk, pair));
    }
  }

  private Verdict decide(ProbeChunk chunk, int pair) {
    double missing = Math.max(0, -chunk.margin(pair));
    double probeMargin = Math.max(LEAST_PROBE_MARGIN * centreMargin, OVERSHOOT * missing);
    return project(chunk, pair, chunk.witness(pair), probeMargin, 0)
        .or(() -> project(chunk, pair, 0, RETRY * centreMargin, RETRY * centreMargin))
        .orElseGet(() -> decidePrecisely(chunk, pair));
  }

  /** One projection in {@code double}; a witness it finds is shared with the rest of the chunk. */
  private Optional<Verdict> project(
      ProbeChunk chunk, int pair, int start, double probeMargin, double trainMargin) {
    double[] probe = chunk.normalised(pair);
    int wanted = chunk.wanted(pair);
    double[] centre = witnesses.transformed(start);
    return switch (projection.project(centre, probe, wanted, probeMargin, trainMargin)) {
      case FEASIBLE -> shareWitness(chunk, pair, probeMargin);
      case INFEASIBLE ->
          Optional.<Verdict>of(infeasible(chunk.homogeneous(pair), chunk.norm(pair), wanted))
              .filter(LabellingCone::accepted);
      case STALLED -> Optional.empty();
    };
  }

  /**
   * The projection lies on the boundary of the closed cone; a little of the centre moves it inside.
   */
  private Optional<Verdict> shareWitness(ProbeChunk chunk, int pair, double probeMargin) {
    double[] witness = projection.solution().clone();
    // The centre has length 1 and so a margin of at least -1 on the probe's rows.
    double admixture = Math.min(ADMIXTURE, probeMargin / 4);
    kernels.addScaled(admixture, witnesses.transformed(0), 0, witness, 0, witness.length);
    normalise(witness);
    if (!witnesses.add(witness)) {
      return Optional.empty();
    }
    int index = witnesses.count() - 1;
    chunk.improve(witness, index);
    double[] weights = witnesses.original(index);
    return check.classifies(weights, chunk.homogeneous(pair), chunk.wanted(pair))
        ? Optional.of(new Verdict.Feasible(weights))
        : Optional.empty();
  }

  private Verdict decidePrecisely(ProbeChunk chunk, int pair) {
    return decidePrecisely(
        witnesses.original(0), chunk.homogeneous(pair), chunk.wanted(pair), ADMIXTURE, ADMIXTURE);
  }

  private Verdict decidePrecisely(
      double[] centre, double[] probe, int wanted, double probeMargin, double trainMargin) {
    preciseProjections++;
    var precise = new PreciseConeProjection(training, probe);
    var result = precise.project(centre, wanted, probeMargin, trainMargin);
    return switch (result.orElse(null)) {
      case PreciseConeProjection.Result.Solution(double[] weights)
          when check.separatesTraining(weights)
              && (wanted < 0 || check.classifies(weights, probe, wanted)) ->
          new Verdict.Feasible(weights);
      case PreciseConeProjection.Result.Solution _ ->
          new Verdict.Undecided("classifiers exist, but none whose weights are doubles was found");
      case PreciseConeProjection.Result.Certificate(
              int[] points,
              int[] rivals,
              double[] multipliers) -> {
        var verdict =
            new Verdict.Infeasible(
                check.certificate(points, rivals, multipliers, probe, Math.max(0, wanted)));
        yield accepted(verdict)
            ? verdict
            : new Verdict.Undecided(
                String.format(
                    Locale.ROOT,
                    "a relative margin up to %.1e is possible",
                    verdict.certificate().marginBound()));
      }
      case null -> new Verdict.Undecided("the active-set method ran out of steps");
    };
  }

  private static boolean accepted(Verdict verdict) {
    return verdict instanceof Verdict.Infeasible(FarkasCertificate certificate)
        && certificate.marginBound() <= MARGIN_RESOLUTION;
  }

  private void report(ProbeChunk chunk, int from, VerdictConsumer consumer) {
    int classes = training.classes();
    Verdict[] verdicts = new Verdict[classes];
    for (int i = 0; i < chunk.count(); i++) {
      for (int k = 0; k < classes; k++) {
        int pair = i * classes + k;
        verdicts[k] = chunk.verdict(pair).orElseGet(() -> checkedShared(chunk, pair));
      }
      consumer.accept(from + i, verdicts);
    }
  }

  /** The verdict of a pair that some witness settled in passing. */
  private Verdict checkedShared(ProbeChunk chunk, int pair) {
    double[] weights = witnesses.original(chunk.witness(pair));
    return check.classifies(weights, chunk.homogeneous(pair), chunk.wanted(pair))
        ? new Verdict.Feasible(weights)
        : decidePrecisely(chunk, pair);
  }

  /** The certificate of the last projection, in terms of the features themselves. */
  private Verdict.Infeasible infeasible(double[] probe, double probeNorm, int wanted) {
    int count = projection.certificateSize();
    int[] points = new int[count];
    int[] rivals = new int[count];
    double[] multipliers = new double[count];
    for (int i = 0; i < count; i++) {
      int row = projection.certificateRow(i);
      boolean ofProbe = row < 0;
      points[i] = ofProbe ? FarkasCertificate.PROBE : rows.point(row);
      rivals[i] = ofProbe ? ConeProjection.classOfProbeRow(row) : rows.rival(row);
      multipliers[i] = projection.certificateMultiplier(i) / (ofProbe ? probeNorm : rows.norm(row));
    }
    return new Verdict.Infeasible(check.certificate(points, rivals, multipliers, probe, wanted));
  }

  private void normalise(double[] weights) {
    double norm = Math.sqrt(kernels.dot(weights, 0, weights, 0, weights.length));
    for (int i = 0; norm > 0 && i < weights.length; i++) {
      weights[i] /= norm;
    }
  }
}
