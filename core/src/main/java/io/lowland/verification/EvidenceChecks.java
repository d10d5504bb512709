package io.lowland.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The checks of one file of evidence, line by line. */
final class EvidenceChecks {
  private static final String FORMAT = "lowland-pair-evidence/1";
  private static final int PROBE = -1;

  private final String dataset;
  private final int classes;
  private final int size;
  private final int[] labels;

  /** How many probes there are to be; empty in files that do not say so. */
  private final OptionalInt announced;

  /** Bit i is set when probe i was there. */
  private final BitSet probes = new BitSet();

  /** {@code [n][d+1]}: (φ, 1) of the training points. */
  private final double[][] training;

  /** {@code [classifiers][K][d+1]}; empty where a classifier does not keep the training labels. */
  private final List<double[][]> classifiers = new ArrayList<>();

  private final List<String> problems = new ArrayList<>();
  private int problemCount;
  private int feasible;
  private int infeasible;
  private int undecided;
  private double largestMarginBound;

  EvidenceChecks(JsonNode header) {
    String format = header.path("format").asText();
    if (!format.equals(FORMAT)) {
      throw new EvidenceException(
          "format is '%s'; expected '%s', as measure --evidence writes it"
              .formatted(format, FORMAT));
    }
    dataset = header.path("dataset").asText();
    classes = count(header, "classes");
    int dimension = count(header, "dimension");
    size = dimension + 1;
    announced =
        header.has("probes") ? OptionalInt.of(count(header, "probes")) : OptionalInt.empty();
    labels = integers(header.path("labels"), "labels");
    JsonNode features = header.path("features");
    if (features.size() != labels.length) {
      throw new EvidenceException(
          "%d training points with %d labels".formatted(features.size(), labels.length));
    }
    training = new double[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      training[i] = homogeneous(features.get(i));
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new EvidenceException(
            "label of training point %d is %d; expected 0 to %d"
                .formatted(i, labels[i], classes - 1));
      }
    }
  }

  void classifier(JsonNode line) {
    int id = line.path("classifier").asInt(-1);
    if (id != classifiers.size()) {
      throw new EvidenceException(
          "classifier %d; expected number %d".formatted(id, classifiers.size()));
    }
    JsonNode rows = line.path("weights");
    if (rows.size() != size) {
      throw new EvidenceException(
          "classifier %d has weights of %d features; expected %d with the biases"
              .formatted(id, rows.size(), size));
    }
    double[][] weights = new double[classes][size];
    for (int f = 0; f < size; f++) {
      double[] row = numbers(rows.get(f), classes, "weights");
      for (int k = 0; k < classes; k++) {
        weights[k][f] = row[k];
      }
    }
    for (int i = 0; i < training.length; i++) {
      if (!gives(weights, training[i], labels[i])) {
        problem("classifier %d does not give training point %d its label".formatted(id, i));
        classifiers.add(new double[0][]);
        return;
      }
    }
    classifiers.add(weights);
  }

  void probe(JsonNode line) {
    int probe = line.path("probe").asInt(-1);
    if (probe < 0 || probe >= announced.orElse(Integer.MAX_VALUE) || probes.get(probe)) {
      throw new EvidenceException(
          "probe %s; expected each once, from 0%s"
              .formatted(
                  line.path("probe"),
                  announced.isPresent() ? " to " + (announced.getAsInt() - 1) : ""));
    }
    probes.set(probe);
    double[] point = homogeneous(line.path("features"));
    JsonNode verdicts = line.path("verdicts");
    if (verdicts.size() != classes) {
      throw new EvidenceException(
          "probe %d has %d verdicts; expected %d".formatted(probe, verdicts.size(), classes));
    }
    for (int k = 0; k < classes; k++) {
      String pair = "probe %d, class %d".formatted(probe, k);
      JsonNode verdict = verdicts.get(k);
      if (verdict.has("feasible")) {
        feasible(pair, verdict.path("feasible").asInt(-1), point, k);
      } else if (verdict.has("infeasible")) {
        infeasible(pair, verdict.path("infeasible"), point, k);
      } else if (verdict.has("undecided")) {
        undecided++;
      } else {
        throw new EvidenceException(pair + ": expected feasible, infeasible or undecided");
      }
    }
  }

  VerificationReport report() {
    if (probes.cardinality() < announced.orElse(0)) {
      problem(
          "the file has %d of %d probes; something was cut off"
              .formatted(probes.cardinality(), announced.getAsInt()));
    }
    return new VerificationReport(
        dataset,
        announced,
        classifiers.size(),
        feasible,
        infeasible,
        undecided,
        largestMarginBound,
        problems,
        problemCount);
  }

  private void feasible(String pair, int id, double[] point, int wanted) {
    if (id < 0 || id >= classifiers.size()) {
      throw new EvidenceException("%s names classifier %d, which is not there".formatted(pair, id));
    }
    double[][] weights = classifiers.get(id);
    if (weights.length > 0 && gives(weights, point, wanted)) {
      feasible++;
    } else {
      problem("%s: classifier %d does not realise it".formatted(pair, id));
    }
  }

  /** Whether the classifier gives the point the class, strictly and exactly. */
  private boolean gives(double[][] weights, double[] point, int wanted) {
    for (int k = 0; k < classes; k++) {
      if (k != wanted && !ExactSums.isPositive(point, weights[wanted], weights[k])) {
        return false;
      }
    }
    return true;
  }

  private void infeasible(String pair, JsonNode certificate, double[] point, int wanted) {
    int[] points = integers(certificate.path("points"), "points");
    int[] rivals = integers(certificate.path("rivals"), "rivals");
    double[] multipliers = numbers(certificate.path("multipliers"), points.length, "multipliers");
    if (rivals.length != points.length) {
      throw new EvidenceException(
          "%s: %d rivals for %d rows".formatted(pair, rivals.length, points.length));
    }
    BigDecimal[][] sum = new BigDecimal[classes][size];
    for (BigDecimal[] row : sum) {
      Arrays.fill(row, BigDecimal.ZERO);
    }
    BigDecimal weight = BigDecimal.ZERO;
    for (int i = 0; i < points.length; i++) {
      if (points[i] < PROBE || points[i] >= training.length) {
        throw new EvidenceException(
            "%s: row %d is about training point %d, which is not there"
                .formatted(pair, i, points[i]));
      }
      int own = points[i] == PROBE ? wanted : labels[points[i]];
      if (rivals[i] < 0 || rivals[i] >= classes || rivals[i] == own) {
        throw new EvidenceException("%s: row %d has rival %d".formatted(pair, i, rivals[i]));
      }
      if (multipliers[i] < 0) {
        problem("%s: multiplier %d is %s, below 0".formatted(pair, i, multipliers[i]));
        return;
      }
      double[] row = points[i] == PROBE ? point : training[points[i]];
      BigDecimal multiplier = new BigDecimal(multipliers[i]);
      for (int f = 0; f < size; f++) {
        BigDecimal term = multiplier.multiply(new BigDecimal(row[f]));
        sum[own][f] = sum[own][f].add(term);
        sum[rivals[i]][f] = sum[rivals[i]][f].subtract(term);
      }
      // ‖(e_own − e_rival) ⊗ x‖ = √2 ‖x‖ ≥ 1.414 ‖x‖
      weight =
          weight.add(
              multiplier.multiply(ExactSums.lengthAtMost(row)).multiply(new BigDecimal("1.414")));
    }
    bound(pair, sum, weight);
  }

  private void bound(String pair, BigDecimal[][] sum, BigDecimal weight) {
    if (weight.signum() == 0) {
      problem(pair + ": all multipliers are 0");
      return;
    }
    BigDecimal[] entries = Arrays.stream(sum).flatMap(Arrays::stream).toArray(BigDecimal[]::new);
    double bound =
        ExactSums.lengthAtLeast(entries)
            .divide(weight, new MathContext(17, RoundingMode.UP))
            .doubleValue();
    if (bound > EvidenceVerification.TOLERANCE) {
      problem(
          String.format(
              Locale.ROOT,
              "%s: the certificate leaves a relative margin of %.2e possible",
              pair,
              bound));
      return;
    }
    largestMarginBound = Math.max(largestMarginBound, bound);
    infeasible++;
  }

  private void problem(String sentence) {
    problemCount++;
    if (problems.size() < VerificationReport.MOST_PROBLEMS) {
      problems.add(sentence);
    }
  }

  private double[] homogeneous(JsonNode features) {
    double[] point = Arrays.copyOf(numbers(features, size - 1, "features"), size);
    point[size - 1] = 1;
    return point;
  }

  private static int count(JsonNode node, String field) {
    int value = node.path(field).asInt(0);
    if (value < 1 || value > 1 << 20) {
      throw new EvidenceException(
          "%s is %s; expected at least 1".formatted(field, node.path(field)));
    }
    return value;
  }

  private static int[] integers(JsonNode node, String field) {
    int[] values = new int[node.size()];
    for (int i = 0; i < values.length; i++) {
      if (!node.get(i).isInt()) {
        throw new EvidenceException(
            "%s[%d] is %s; expected a whole number".formatted(field, i, node.get(i)));
      }
      values[i] = node.get(i).intValue();
    }
    return values;
  }

  private static double[] numbers(JsonNode node, int expected, String field) {
    if (node.size() != expected) {
      throw new EvidenceException(
          "%d numbers in %s; expected %d".formatted(node.size(), field, expected));
    }
    double[] values = new double[expected];
    for (int i = 0; i < expected; i++) {
      if (!node.get(i).isNumber() || !Double.isFinite(node.get(i).doubleValue())) {
        throw new EvidenceException(
            "%s[%d] is %s; expected a finite number".formatted(field, i, node.get(i)));
      }
      values[i] = node.get(i).doubleValue();
    }
    return values;
  }
}
