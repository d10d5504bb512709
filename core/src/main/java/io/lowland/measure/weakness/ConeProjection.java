package io.lowland.measure.weakness;

import java.util.Arrays;

/**
 * Decides whether some linear classifier keeps the label of every training point and gives a probe
 * u the class c, by projecting a classifier onto the cone of those that do.
 *
 * <p><b>Problem.</b> With rows a_r = (e_y − e_k) ⊗ v for training points and (e_c − e_k) ⊗ u for
 * the probe, all of length 1: minimise ½‖w − w₀‖² subject to a_r·w ≥ β_r, where β is {@code
 * trainMargin} for training rows and {@code probeMargin} for probe rows. The labelling cone is open
 * and w₀ arbitrary, so any β ≥ 0 with β > 0 on the probe asks the same question (MEASURES "Why the
 * pair proxy can be exact and fast"): a solution plus a little of a strictly separating classifier
 * is strictly feasible.
 *
 * <p><b>Method.</b> The dual active-set method of Goldfarb and Idnani (Mathematical Programming 27,
 * 1983) with identity Hessian. Invariant after every step: w minimises ½‖w − w₀‖² subject to the
 * active rows as equalities, with multipliers λ ≥ 0. The most violated row enters; rows whose
 * multipliers reach 0 on the way leave. When the entering row lies in the span of the active ones
 * and no multiplier decreases, a_p + Σ(−r_i) a_i = 0 with −r ≥ 0 is a Farkas certificate.
 *
 * <p><b>Why it is fast.</b> w₀ is the known strict classifier closest to what is asked, and the
 * active set starts empty: only rows that stop w on its way become active (about 14 of 2,259 for d
 * = 8), and β is small, so the way is short. A step costs n·K·(d+1) multiply-adds for pricing and
 * about 2q·K·(d+1) for q active rows; nothing is allocated.
 *
 * <p>Every step increases the dual objective, so no active set comes twice; {@link #STEP_LIMIT} is
 * for rounding errors alone. Deterministic. Not thread-safe.
 */
final class ConeProjection {

  /** What {@link #project} found. */
  enum Outcome {
    /** {@link #solution} satisfies all rows. */
    FEASIBLE,
    /** {@link #multipliers} combine {@link #activeRows} to zero. */
    INFEASIBLE,
    /** Rounding errors prevented a decision. */
    STALLED
  }

  /** A row counts as violated when its margin is short by this much, relative to max(1, ‖w‖). */
  static final double VIOLATION = 1e-12;

  /** ‖rest‖ at or below which a row of length 1 counts as lying in the span of the active rows. */
  private static final double DEPENDENCE = 1e-8;

  /** Coefficients at or below this do not block a step. */
  private static final double BLOCKING = 1e-11;

  /** See {@link #choose}: 0.5 halves the pricings for 3 % more steps. */
  private static final double WORTHWHILE = 0.5;

  /** Steps per variable after which a projection counts as stalled. */
  private static final int STEP_LIMIT = 50;

  private final ConeKernels kernels;
  private final TrainingRows training;
  private final int size;
  private final int classes;
  private final int length;
  private final OrthogonalFactor factor;
  private final double[] solution;
  private final double[] row;
  private final double[] rest;
  private final double[] workspace;
  private double[] coordinates = new double[32];
  private double[] step = new double[32];
  private double[] multipliers = new double[32];
  private int[] active = new int[32];
  private double[] probe = new double[0];
  private int probeClass;
  private final int[] candidate;
  private int candidates;
  private double worstMargin;

  /** The largest shortfall when all rows were last priced; negative. */
  private double pricedShortfall;

  private long steps;

  ConeProjection(ConeKernels kernels, TrainingRows training) {
    this.kernels = kernels;
    this.training = training;
    this.size = training.size();
    this.classes = training.classes();
    this.length = size * classes;
    this.factor = new OrthogonalFactor(kernels, length);
    this.solution = new double[length];
    this.row = new double[length];
    this.rest = new double[length];
    this.workspace = new double[kernels.workspace(size, classes)];
    this.candidate = new int[training.candidates()];
  }

  /**
   * Projects {@code centre}.
   *
   * @param centre w₀, {@code [m][K]}
   * @param probe u divided by √2‖u‖, {@code [m]}; empty to ask for the training points alone
   * @param probeClass c
   */
  Outcome project(
      double[] centre, double[] probe, int probeClass, double probeMargin, double trainMargin) {
    this.probe = probe;
    this.probeClass = probeClass;
    System.arraycopy(centre, 0, solution, 0, length);
    factor.clear();
    candidates = 0;
    for (int limit = STEP_LIMIT * length; limit > 0; limit--) {
      double norm = Math.sqrt(kernels.dot(solution, 0, solution, 0, length));
      double tolerance = VIOLATION * Math.max(1, norm);
      int entering = choose(probeMargin, trainMargin, tolerance);
      if (entering == NONE) {
        return Outcome.FEASIBLE;
      }
      double margin = kernels.dot(row, 0, solution, 0, length);
      double shortfall = margin - (entering < 0 ? probeMargin : trainMargin);
      if (shortfall >= 0 || isActive(entering)) {
        return Outcome.STALLED;
      }
      if (!enter(entering, shortfall)) {
        return Outcome.INFEASIBLE;
      }
    }
    return Outcome.STALLED;
  }

  private static final int NONE = Integer.MIN_VALUE;

  /**
   * Chooses the row to enter and fills {@link #row} with it. The candidates that the last pricing
   * of all rows found are taken first, as long as the worst of them is still violated at least
   * {@link #WORTHWHILE} times as much as the worst was then.
   */
  private int choose(double probeMargin, double trainMargin, double tolerance) {
    int ofProbe = worstProbeRow(probeMargin, tolerance);
    double shortfall = ofProbe == NONE ? -tolerance : probeShortfall(ofProbe, probeMargin);
    int worst = worstCandidate(trainMargin);
    if (worst < 0 || worstMargin - trainMargin > WORTHWHILE * pricedShortfall) {
      candidates = training.violated(solution, trainMargin - tolerance, candidate, workspace);
      worst = worstCandidate(trainMargin);
      pricedShortfall = worst < 0 ? 0 : worstMargin - trainMargin;
    }
    if (worst >= 0 && worstMargin - trainMargin < shortfall) {
      int entering = candidate[worst];
      candidate[worst] = candidate[--candidates];
      training.fill(entering, row);
      return entering;
    }
    if (ofProbe != NONE) {
      fillProbeRow(classOfProbeRow(ofProbe));
    }
    return ofProbe;
  }

  /** Index of the candidate with the smallest margin, left in {@link #worstMargin}; or -1. */
  private int worstCandidate(double trainMargin) {
    int worst = -1;
    worstMargin = trainMargin;
    for (int i = 0; i < candidates; i++) {
      double margin = training.margin(candidate[i], solution);
      if (margin < worstMargin) {
        worstMargin = margin;
        worst = i;
      }
    }
    return worst;
  }

  private int worstProbeRow(double probeMargin, double tolerance) {
    int worst = NONE;
    double largest = -tolerance;
    for (int k = 0; k < classes && probe.length > 0; k++) {
      if (k != probeClass) {
        double shortfall = probeRowMargin(k) - probeMargin;
        if (shortfall < largest) {
          largest = shortfall;
          worst = probeRow(k);
        }
      }
    }
    return worst;
  }

  private double probeShortfall(int probeRow, double probeMargin) {
    return probeRowMargin(classOfProbeRow(probeRow)) - probeMargin;
  }

  private double probeRowMargin(int k) {
    double margin = 0;
    for (int f = 0, at = 0; f < size; f++, at += classes) {
      margin += probe[f] * (solution[at + probeClass] - solution[at + k]);
    }
    return margin;
  }

  private void fillProbeRow(int k) {
    Arrays.fill(row, 0);
    for (int f = 0, at = 0; f < size; f++, at += classes) {
      row[at + probeClass] = probe[f];
      row[at + k] = -probe[f];
    }
  }

  /** The number, negative, of the probe's row against class {@code k}. */
  static int probeRow(int k) {
    return -1 - k;
  }

  /** The class of a negative row number. */
  static int classOfProbeRow(int row) {
    return -1 - row;
  }

  private boolean isActive(int entering) {
    for (int i = 0; i < factor.rows(); i++) {
      if (active[i] == entering) {
        return true;
      }
    }
    return false;
  }

  /** Makes {@link #row} active; false if it and the active rows have a Farkas certificate. */
  private boolean enter(int entering, double shortfall) {
    double missing = shortfall;
    double own = 0;
    reserve(factor.rows() + 1);
    while (true) {
      steps++;
      double squaredRest = factor.project(row, coordinates, rest);
      factor.solve(coordinates, step);
      boolean dependent = squaredRest <= DEPENDENCE * DEPENDENCE;
      int blocking = blockingRow();
      double dualStep =
          blocking < 0 ? Double.POSITIVE_INFINITY : multipliers[blocking] / step[blocking];
      double fullStep = dependent ? Double.POSITIVE_INFINITY : -missing / squaredRest;
      double taken = Math.min(dualStep, fullStep);
      if (taken == Double.POSITIVE_INFINITY) {
        certify(entering);
        return false;
      }
      if (!dependent) {
        kernels.addScaled(taken, rest, 0, solution, 0, length);
        missing += taken * squaredRest;
      }
      for (int i = 0; i < factor.rows(); i++) {
        multipliers[i] = Math.max(0, multipliers[i] - taken * step[i]);
      }
      own += taken;
      if (fullStep <= dualStep) {
        active[factor.rows()] = entering;
        multipliers[factor.rows()] = own;
        factor.append(coordinates, rest, squaredRest);
        return true;
      }
      leave(blocking);
    }
  }

  /** The active row whose multiplier reaches 0 first, or -1. */
  private int blockingRow() {
    int blocking = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < factor.rows(); i++) {
      if (step[i] > BLOCKING && multipliers[i] < smallest * step[i]) {
        smallest = multipliers[i] / step[i];
        blocking = i;
      }
    }
    return blocking;
  }

  private void leave(int removed) {
    factor.remove(removed);
    int after = factor.rows() - removed;
    System.arraycopy(active, removed + 1, active, removed, after);
    System.arraycopy(multipliers, removed + 1, multipliers, removed, after);
  }

  /** Leaves the certificate a_p + Σ(−r_i) a_i = 0 in {@link #active} and {@link #multipliers}. */
  private void certify(int entering) {
    int rows = factor.rows();
    for (int i = 0; i < rows; i++) {
      multipliers[i] = Math.max(0, -step[i]);
    }
    active[rows] = entering;
    multipliers[rows] = 1;
  }

  private void reserve(int rows) {
    if (rows >= active.length) {
      int larger = 2 * active.length;
      active = Arrays.copyOf(active, larger);
      multipliers = Arrays.copyOf(multipliers, larger);
      coordinates = Arrays.copyOf(coordinates, larger);
      step = Arrays.copyOf(step, larger);
    }
  }

  /** w, {@code [m][K]}, overwritten by the next projection. */
  double[] solution() {
    return solution;
  }

  /** Number of rows in the Farkas certificate of the last, infeasible projection. */
  int certificateSize() {
    return factor.rows() + 1;
  }

  /**
   * Row {@code i} of the certificate: a row number of {@link TrainingRows}, or {@link #probeRow} if
   * negative.
   */
  int certificateRow(int i) {
    return active[i];
  }

  /** Multiplier of row {@code i} of the certificate, for rows of length 1. */
  double certificateMultiplier(int i) {
    return multipliers[i];
  }

  /** Active-set steps since this object was made. */
  long steps() {
    return steps;
  }
}
