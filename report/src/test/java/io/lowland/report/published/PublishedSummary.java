package io.lowland.report.published;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lowland.statistics.CorrelationBootstrap;
import io.lowland.statistics.CorrelationTest;
import io.lowland.statistics.Interval;
import io.lowland.statistics.ModelSelection;
import io.lowland.statistics.ModelSelection.Preference;
import io.lowland.statistics.Outcome;
import io.lowland.statistics.Spearman;
import io.lowland.statistics.WelchTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/**
 * Makes {@code published.json} from the per-network results that the paper published, one JSON file
 * per experiment. {@code main} takes their folder and the file to write.
 */
final class PublishedSummary {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          // A constant measure has the correlation NaN there.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private static final MathContext DIGITS = new MathContext(6);
  private static final long SEED = 1;
  private static final int[] DRAWS = {1, 2, 5, 10, 20, 50};

  private static final Map<String, String> PAIR_PROXY =
      ordered("pair_proxy", "pair_proxy", "hessian", "hessian_trace", "weight_norm", "weight_l2");
  private static final Map<String, String> SELECTION =
      ordered(
          "hessian", "hessian_trace",
          "weight_norm", "weight_l2",
          "weight_l1", "weight_l1",
          "L2_unseen", "layer_2_patterns_unseen",
          "L2_train_regions", "train_regions",
          "free_params", "free_parameters",
          "unseen_only_regions", "unseen_only_regions");
  private static final Map<String, String> REGIMES =
      ordered(
          "hessian_trace", "hessian_trace",
          "act_patterns_L1", "layer_1_patterns_unseen",
          "act_patterns_L2", "layer_2_patterns_unseen",
          "ensemble_agreement", "ensemble_agreement");

  private final Path folder;
  private final ArrayNode experiments = JSON.createArrayNode();

  private PublishedSummary(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[1]), text(Path.of(arguments[0])));
  }

  /** The resource as it should be. */
  static String text(Path folder) throws IOException {
    PublishedSummary summary = new PublishedSummary(folder);
    summary.pairProxy("Table 4", "mnist", "pair_proxy_mnist.json");
    summary.pairProxy("Table 5", "fashion-mnist", "pair_proxy_fashion_mnist.json");
    summary.modelSelection();
    for (int points : new int[] {500, 2_000, 6_000, 12_000, 24_000, 60_000}) {
      summary.vanishingAdvantage(points);
    }
    ObjectNode root = JSON.createObjectNode();
    root.put("source", "M. T. Bennett, \"Are Flat Minima an Illusion?\", arXiv:2605.05209 (2026)");
    root.set("experiments", summary.experiments);
    return JSON.writeValueAsString(root) + "\n";
  }

  private void pairProxy(String table, String dataset, String file) throws IOException {
    List<JsonNode> networks = networks(file);
    ObjectNode experiment = experiment(table, dataset, "784-64-8-10", 250);
    regime(experiment, "default", 64, 0.1);
    group(experiment, "all", networks, PAIR_PROXY);
    selection(experiment, networks, PAIR_PROXY);
  }

  private void modelSelection() throws IOException {
    List<JsonNode> networks = networks("model_selection_300.json");
    ObjectNode experiment = experiment("Table 3", "mnist", "784-64-16-10", 250);
    regime(experiment, "default", 64, 0.1);
    group(experiment, "all", networks, SELECTION);
    selection(experiment, networks, SELECTION);
  }

  private void vanishingAdvantage(int points) throws IOException {
    JsonNode root = JSON.readTree(folder.resolve("cross_regime_" + points + ".json").toFile());
    List<JsonNode> networks = list(root.path("networks"));
    ObjectNode experiment = experiment("Tables 1, 2 and 6", "mnist", "784-256-128-10", points);
    List<JsonNode> small = only(networks, "flat");
    List<JsonNode> large = only(networks, "sharp");
    regime(experiment, "small-batch", small.getFirst().path("config"));
    regime(experiment, "large-batch", large.getFirst().path("config"));
    group(experiment, "all", networks, REGIMES);
    group(experiment, "small-batch", small, REGIMES);
    group(experiment, "large-batch", large, REGIMES);
    WelchTest test =
        WelchTest.of(column(large, "test_acc"), column(small, "test_acc"))
            .toOptional()
            .orElseThrow();
    ObjectNode difference = experiment.putObject("difference");
    put(difference, "difference", test.difference());
    put(difference, "ci_low", test.interval().low());
    put(difference, "ci_high", test.interval().high());
    put(difference, "p", test.p());
    reparameterisations(experiment, list(root.path("reparameterisation")));
  }

  private ObjectNode experiment(String tables, String dataset, String architecture, int points) {
    ObjectNode experiment = experiments.addObject();
    experiment.put("tables", tables);
    experiment.put("dataset", dataset);
    experiment.put("architecture", architecture);
    experiment.put("train_points", points);
    experiment.putArray("regimes");
    experiment.putArray("groups");
    experiment.putArray("selection");
    experiment.putArray("reparameterisations");
    return experiment;
  }

  private static void regime(ObjectNode experiment, String name, JsonNode config) {
    regime(experiment, name, config.path("batch_size").asInt(), config.path("lr").asDouble());
  }

  private static void regime(ObjectNode experiment, String name, int batchSize, double rate) {
    experiment
        .withArray("regimes")
        .addObject()
        .put("name", name)
        .put("batch_size", batchSize)
        .put("learning_rate", rate);
  }

  private static void group(
      ObjectNode experiment, String regime, List<JsonNode> networks, Map<String, String> measures) {
    double[] accuracy = column(networks, "test_acc");
    ObjectNode group = experiment.withArray("groups").addObject();
    group.put("regime", regime);
    group.put("n", networks.size());
    put(group, "accuracy_mean", mean(accuracy));
    put(group, "accuracy_deviation", deviation(accuracy));
    ArrayNode rows = group.putArray("measures");
    CorrelationBootstrap bootstrap =
        new CorrelationBootstrap(accuracy, SEED, CorrelationBootstrap.RESAMPLES);
    measures.forEach(
        (field, measure) -> {
          double[] values = column(networks, field);
          ObjectNode row = rows.addObject();
          row.put("measure", measure);
          put(row, "mean", mean(values));
          put(row, "deviation", deviation(values));
          Outcome<CorrelationTest> test = Spearman.of(values, accuracy);
          if (test.toOptional().isPresent()) {
            put(row, "spearman", test.toOptional().get().coefficient());
            put(row, "p", test.toOptional().get().p());
            Interval interval = bootstrap.interval(values).toOptional().orElseThrow();
            row.putArray("ci95").add(rounded(interval.low())).add(rounded(interval.high()));
          }
        });
  }

  private static void selection(
      ObjectNode experiment, List<JsonNode> networks, Map<String, String> measures) {
    double[] accuracy = column(networks, "test_acc");
    measures.forEach(
        (field, measure) -> {
          boolean lower = measure.startsWith("hessian") || measure.startsWith("weight");
          double[] curve =
              ModelSelection.curve(
                  column(networks, field),
                  accuracy,
                  lower ? Preference.LOWER : Preference.HIGHER,
                  DRAWS[DRAWS.length - 1]);
          for (int k : DRAWS) {
            ObjectNode row = experiment.withArray("selection").addObject();
            row.put("measure", measure).put("k", k);
            put(row, "expected_accuracy", curve[k - 1]);
          }
        });
  }

  private static void reparameterisations(ObjectNode experiment, List<JsonNode> rows) {
    Map<String, List<JsonNode>> byFactor = new LinkedHashMap<>();
    rows.forEach(
        row ->
            byFactor
                .computeIfAbsent(
                    row.path("reparam").asText() + " " + row.path("value").asDouble(),
                    _ -> new ArrayList<>())
                .add(row));
    byFactor.forEach(
        (_, same) -> {
          JsonNode first = same.getFirst();
          ObjectNode summary = experiment.withArray("reparameterisations").addObject();
          summary.put("transformation", first.path("reparam").asText());
          put(summary, "factor", first.path("value").asDouble());
          summary.put("networks", same.size());
          put(summary, "hessian_trace", mean(column(same, "hessian_trace")));
          put(
              summary,
              "hessian_ratio",
              mean(
                  same.stream()
                      .mapToDouble(
                          row ->
                              row.path("hessian_trace").asDouble()
                                  / original(rows, row).path("hessian_trace").asDouble())
                      .toArray()));
          put(
              summary,
              "largest_change",
              same.stream()
                  .mapToDouble(row -> largestChange(row, original(rows, row)))
                  .max()
                  .orElseThrow());
        });
  }

  private static JsonNode original(List<JsonNode> rows, JsonNode row) {
    Predicate<JsonNode> unscaled =
        each ->
            each.path("net").asInt() == row.path("net").asInt()
                && each.path("reparam").asText().equals(row.path("reparam").asText())
                && each.path("value").asDouble() == 1;
    return rows.stream().filter(unscaled).findFirst().orElseThrow();
  }

  private static double largestChange(JsonNode row, JsonNode original) {
    return DoubleStream.of(
            change(row, original, "test_acc"),
            change(row, original, "act_L1"),
            change(row, original, "act_L2"),
            change(row, original, "ensemble_agr"),
            change(row, original, "act_patterns_L1"),
            change(row, original, "act_patterns_L2"),
            change(row, original, "ensemble_agreement"))
        .max()
        .orElseThrow();
  }

  private static double change(JsonNode row, JsonNode original, String field) {
    return Math.abs(row.path(field).asDouble() - original.path(field).asDouble());
  }

  private List<JsonNode> networks(String file) throws IOException {
    return list(JSON.readTree(folder.resolve(file).toFile()));
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }

  private static List<JsonNode> only(List<JsonNode> networks, String label) {
    return networks.stream()
        .filter(each -> each.path("config").path("label").asText().equals(label))
        .toList();
  }

  private static double[] column(List<JsonNode> rows, String field) {
    return rows.stream().mapToDouble(row -> row.path(field).asDouble()).toArray();
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
  }

  private static void put(ObjectNode node, String field, double value) {
    node.put(field, rounded(value));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
