package io.lowland.measure.weakness;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The projection of {@link ConeProjection} in decimal arithmetic of {@link #DIGITS} digits, on the
 * features themselves: for the rare pairs that rounding errors keep {@code double} from deciding.
 * Thousands of times slower and much simpler: the multipliers of the active rows are solved for
 * anew in every step. Rows are priced in {@code double}; only those within its rounding error of
 * their bound are evaluated precisely.
 */
final class PreciseConeProjection {
  private static final int DIGITS = 100;
  private static final MathContext CONTEXT = new MathContext(DIGITS);

  /** Squared rest, of a row of length about 1, that counts as 0. */
  private static final BigDecimal DEPENDENCE = new BigDecimal("1e-60");

  /** Coefficients at or below this do not block a step. */
  private static final BigDecimal BLOCKING = new BigDecimal("1e-40");

  private static final int STEP_LIMIT = 2_000;

  private final LabelledFeatures training;
  private final int size;
  private final int classes;
  private final double[] points;

  /** Point i stands in {@link #points} divided by 2^exponents[i]. */
  private final int[] exponents;

  private final List<Row> active = new ArrayList<>();
  private final List<BigDecimal> multipliers = new ArrayList<>();
  private BigDecimal[] solution = new BigDecimal[0];

  /** (e_wanted − e_rival) ⊗ scale · point, {@code index} a training point or the probe. */
  private record Row(int index, int wanted, int rival, BigDecimal[] point) {}

  /** What was found: weights {@code [m][K]} on the features, or a certificate's parts. */
  sealed interface Result {
    record Solution(double[] weights) implements Result {}

    record Certificate(int[] points, int[] rivals, double[] multipliers) implements Result {}
  }

  /**
   * Asks about {@code training} and one probe.
   *
   * @param probe (φ, 1), {@code [m]}; empty to ask for the training points alone
   */
  PreciseConeProjection(LabelledFeatures training, double[] probe) {
    this.training = training;
    this.size = training.homogeneous();
    this.classes = training.classes();
    int count = training.count();
    this.points = new double[(count + 1) * size];
    for (int i = 0; i < count; i++) {
      training.homogeneous(i, points, i * size);
    }
    System.arraycopy(probe, 0, points, count * size, probe.length);
    this.exponents = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      exponents[i] = scaleByPowerOfTwo(i * size);
    }
  }

  /** Brings a point to a length between 1/2 and 1, without any rounding; returns the exponent. */
  private int scaleByPowerOfTwo(int offset) {
    double squares = 0;
    for (int f = offset; f < offset + size; f++) {
      squares += points[f] * points[f];
    }
    int exponent = squares == 0 ? 0 : Math.getExponent(Math.sqrt(squares)) + 1;
    for (int f = offset; f < offset + size; f++) {
      points[f] = Math.scalb(points[f], -exponent);
    }
    return exponent;
  }

  /**
   * Projects {@code centre}; empty if the steps ran out.
   *
   * @param centre {@code [m][K]} on the features
   * @param probeClass the class asked for, or -1 to ask for the training points alone
   */
  Optional<Result> project(
      double[] centre, int probeClass, double probeMargin, double trainMargin) {
    solution = new BigDecimal[centre.length];
    for (int i = 0; i < centre.length; i++) {
      solution[i] = new BigDecimal(centre[i]);
    }
    for (int steps = 0; steps < STEP_LIMIT; steps++) {
      Optional<Row> entering = mostViolated(probeClass, probeMargin, trainMargin);
      if (entering.isEmpty()) {
        return Optional.of(new Result.Solution(doubles(solution)));
      }
      BigDecimal required = required(entering.get(), probeMargin, trainMargin);
      if (!enter(entering.get(), margin(entering.get()).subtract(required))) {
        return Optional.of(certificate(entering.get()));
      }
    }
    return Optional.empty();
  }

  private BigDecimal required(Row row, double probeMargin, double trainMargin) {
    return new BigDecimal(row.index == training.count() ? probeMargin : trainMargin);
  }

  private Optional<Row> mostViolated(int probeClass, double probeMargin, double trainMargin) {
    double[] weights = doubles(solution);
    double largest = 0;
    for (double weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    double uncertainty = 8 * (size + 4) * 0x1p-53 * Math.sqrt(size) * largest;
    Row worst = null;
    double worstShortfall = -uncertainty;
    List<Row> uncertain = new ArrayList<>();
    int count = probeClass < 0 ? training.count() : training.count() + 1;
    for (int i = 0; i < count; i++) {
      boolean isProbe = i == training.count();
      int wanted = isProbe ? probeClass : training.labels()[i];
      for (int k = 0; k < classes; k++) {
        double shortfall =
            roughMargin(weights, i, wanted, k) - (isProbe ? probeMargin : trainMargin);
        if (k == wanted || shortfall > uncertainty) {
          continue;
        }
        if (shortfall < worstShortfall) {
          worstShortfall = shortfall;
          worst = row(i, wanted, k);
        } else if (worst == null) {
          uncertain.add(row(i, wanted, k));
        }
      }
    }
    return worst != null ? Optional.of(worst) : worstOf(uncertain, probeMargin, trainMargin);
  }

  private Optional<Row> worstOf(List<Row> rows, double probeMargin, double trainMargin) {
    Row worst = null;
    BigDecimal largest = BLOCKING.negate();
    for (Row row : rows) {
      BigDecimal shortfall = margin(row).subtract(required(row, probeMargin, trainMargin));
      if (shortfall.compareTo(largest) < 0) {
        largest = shortfall;
        worst = row;
      }
    }
    return Optional.ofNullable(worst);
  }

  private double roughMargin(double[] weights, int index, int wanted, int rival) {
    double margin = 0;
    for (int f = 0, at = 0; f < size; f++, at += classes) {
      margin += points[index * size + f] * (weights[at + wanted] - weights[at + rival]);
    }
    return margin;
  }

  private Row row(int index, int wanted, int rival) {
    BigDecimal[] point = new BigDecimal[size];
    for (int f = 0; f < size; f++) {
      point[f] = new BigDecimal(points[index * size + f]);
    }
    return new Row(index, wanted, rival, point);
  }

  private BigDecimal margin(Row row) {
    BigDecimal margin = BigDecimal.ZERO;
    for (int f = 0, at = 0; f < size; f++, at += classes) {
      BigDecimal difference = solution[at + row.wanted].subtract(solution[at + row.rival]);
      margin = margin.add(row.point[f].multiply(difference), CONTEXT);
    }
    return margin;
  }

  /** One row enters, as in {@link ConeProjection}; false if a Farkas certificate was found. */
  private boolean enter(Row row, BigDecimal shortfall) {
    BigDecimal missing = shortfall;
    BigDecimal own = BigDecimal.ZERO;
    while (true) {
      BigDecimal[] step = solveActive(row);
      BigDecimal squaredRest = inner(row, row);
      for (int i = 0; i < step.length; i++) {
        squaredRest = squaredRest.subtract(step[i].multiply(inner(active.get(i), row)), CONTEXT);
      }
      boolean dependent = squaredRest.compareTo(DEPENDENCE) <= 0;
      int blocking = blockingRow(step);
      if (dependent && blocking < 0) {
        multipliers.clear();
        for (BigDecimal coefficient : step) {
          multipliers.add(coefficient.negate().max(BigDecimal.ZERO));
        }
        return false;
      }
      BigDecimal dualStep =
          blocking < 0 ? null : multipliers.get(blocking).divide(step[blocking], CONTEXT);
      BigDecimal fullStep = dependent ? null : missing.negate().divide(squaredRest, CONTEXT);
      boolean full = dualStep == null || (fullStep != null && fullStep.compareTo(dualStep) <= 0);
      BigDecimal taken = full ? fullStep : dualStep;
      if (!dependent) {
        move(row, step, taken);
        missing = missing.add(taken.multiply(squaredRest), CONTEXT);
      }
      for (int i = 0; i < step.length; i++) {
        multipliers.set(
            i, multipliers.get(i).subtract(taken.multiply(step[i]), CONTEXT).max(BigDecimal.ZERO));
      }
      own = own.add(taken, CONTEXT);
      if (full) {
        active.add(row);
        multipliers.add(own);
        return true;
      }
      active.remove(blocking);
      multipliers.remove(blocking);
    }
  }

  private int blockingRow(BigDecimal[] step) {
    int blocking = -1;
    BigDecimal smallest = BigDecimal.ZERO;
    for (int i = 0; i < step.length; i++) {
      if (step[i].compareTo(BLOCKING) > 0) {
        BigDecimal ratio = multipliers.get(i).divide(step[i], CONTEXT);
        if (blocking < 0 || ratio.compareTo(smallest) < 0) {
          smallest = ratio;
          blocking = i;
        }
      }
    }
    return blocking;
  }

  /** w ← w + taken · (a − Σ step_i a_i). */
  private void move(Row row, BigDecimal[] step, BigDecimal taken) {
    add(row, taken);
    for (int i = 0; i < step.length; i++) {
      add(active.get(i), taken.multiply(step[i], CONTEXT).negate());
    }
  }

  private void add(Row row, BigDecimal scale) {
    for (int f = 0, at = 0; f < size; f++, at += classes) {
      BigDecimal term = row.point[f].multiply(scale, CONTEXT);
      solution[at + row.wanted] = solution[at + row.wanted].add(term, CONTEXT);
      solution[at + row.rival] = solution[at + row.rival].subtract(term, CONTEXT);
    }
  }

  private BigDecimal inner(Row a, Row b) {
    int overlap =
        (a.wanted == b.wanted ? 1 : 0)
            - (a.wanted == b.rival ? 1 : 0)
            - (a.rival == b.wanted ? 1 : 0)
            + (a.rival == b.rival ? 1 : 0);
    BigDecimal sum = BigDecimal.ZERO;
    if (overlap != 0) {
      for (int f = 0; f < size; f++) {
        sum = sum.add(a.point[f].multiply(b.point[f]), CONTEXT);
      }
    }
    return sum.multiply(BigDecimal.valueOf(overlap));
  }

  /** Coefficients of the part of {@code row} in the span of the active rows, by L D Lᵀ. */
  private BigDecimal[] solveActive(Row row) {
    int rows = active.size();
    BigDecimal[][] lower = new BigDecimal[rows][rows];
    BigDecimal[] x = new BigDecimal[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        BigDecimal sum = inner(active.get(i), active.get(j));
        for (int k = 0; k < j; k++) {
          sum =
              sum.subtract(
                  lower[i][k].multiply(lower[j][k], CONTEXT).multiply(lower[k][k]), CONTEXT);
        }
        lower[i][j] = i == j ? sum : sum.divide(lower[j][j], CONTEXT);
      }
      x[i] = inner(active.get(i), row);
      for (int k = 0; k < i; k++) {
        x[i] = x[i].subtract(lower[i][k].multiply(x[k]), CONTEXT);
      }
    }
    for (int i = rows - 1; i >= 0; i--) {
      x[i] = x[i].divide(lower[i][i], CONTEXT);
      for (int k = i + 1; k < rows; k++) {
        x[i] = x[i].subtract(lower[k][i].multiply(x[k]), CONTEXT);
      }
    }
    return x;
  }

  private Result certificate(Row entering) {
    int rows = active.size() + 1;
    int[] rowPoints = new int[rows];
    int[] rivals = new int[rows];
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      Row row = i < active.size() ? active.get(i) : entering;
      boolean isProbe = row.index == training.count();
      rowPoints[i] = isProbe ? FarkasCertificate.PROBE : row.index;
      rivals[i] = row.rival;
      BigDecimal multiplier = i < active.size() ? multipliers.get(i) : BigDecimal.ONE;
      values[i] = Math.scalb(multiplier.doubleValue(), -exponents[row.index]);
    }
    return new Result.Certificate(rowPoints, rivals, values);
  }

  private static double[] doubles(BigDecimal[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = values[i].doubleValue();
    }
    return rounded;
  }
}
