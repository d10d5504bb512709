package io.lowland.report.result;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.contracts.RegimeComparison;
import io.lowland.report.ReportException;
import io.lowland.training.StoppingRule;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where results come from: the REST API of a running analysis service. */
public final class AnalysisService {
  private static final String NOT_KNOWN = "(not known)";
  private static final int LARGEST_DRAW = 50;
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** What a measure's strength is held against: the first of these that was measured. */
  private static final List<String> REFERENCES =
      List.of("pair_proxy", "layer_2_patterns_unseen", "unseen_only_regions", "hessian_trace");

  private final URI address;

  /** Reads from the service at {@code address}. */
  public AnalysisService(URI address) {
    this.address = address;
  }

  /**
   * What the service knows about an experiment, now.
   *
   * @throws ReportException if it cannot be reached, or knows no such experiment
   */
  public ExperimentResult result(String experiment) throws InterruptedException {
    try (AnalysisClient client = new AnalysisClient(address)) {
      return new Reading(client, experiment).result();
    }
  }

  /**
   * What the service knows once it has analysed as much as somebody saw happen.
   *
   * @param measured runs that are measured
   * @throws ReportException also if that takes longer than {@code limit}
   */
  public ExperimentResult awaitResult(String experiment, int measured, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    try (AnalysisClient client = new AnalysisClient(address)) {
      while (!isAnalysed(client, experiment, measured)) {
        if (System.nanoTime() > end) {
          throw new ReportException(
              "every run is measured, but the analysis service had not analysed them all within %d s"
                  .formatted(limit.toSeconds()));
        }
        Thread.sleep(PAUSE);
      }
      return new Reading(client, experiment).result();
    }
  }

  private static boolean isAnalysed(AnalysisClient client, String experiment, int measured)
      throws InterruptedException {
    JsonNode facts = client.get("/experiments/" + AnalysisClient.escaped(experiment));
    return facts.path("analysed").asBoolean()
        && facts.path("runs").path("measured").asInt() >= measured;
  }

  /** One experiment being read. */
  private static final class Reading {
    private final AnalysisClient client;
    private final String id;
    private final String path;

    Reading(AnalysisClient client, String id) {
      this.client = client;
      this.id = id;
      path = "/experiments/" + AnalysisClient.escaped(id);
    }

    ExperimentResult result() throws InterruptedException {
      JsonNode facts = client.find(path).orElseThrow(this::unknown);
      List<MeasureFacts> measures = list(facts.path("measures"), MeasureFacts.class);
      List<RunResult> runs = runs();
      List<RegimeFacts> regimes = regimes(facts.path("regimes"), runs);
      List<String> scopes = new ArrayList<>(List.of(ExperimentResult.ALL_REGIMES));
      if (regimes.size() > 1) {
        regimes.forEach(regime -> scopes.add(regime.name()));
      }
      return new ExperimentResult(
          id,
          text(facts, "name").orElse(id),
          facts.path("description").asText(""),
          text(facts, "dataset").orElseGet(() -> SaidByRuns.all(runs, "dataset", NOT_KNOWN)),
          text(facts, "why_not_first"),
          text(facts, "dataset_digest").or(() -> SaidByRuns.same(runs, "dataset_digest")),
          whole(facts, "train_points")
              .or(() -> SaidByRuns.same(runs, "train_points").flatMap(SaidByRuns::whole)),
          text(facts, "unseen"),
          text(facts, "architecture")
              .orElseGet(() -> SaidByRuns.all(runs, "architecture", NOT_KNOWN)),
          whole(facts, "probes"),
          whole(facts, "hessian_points"),
          regimes,
          measures,
          runs,
          correlations(regimes.size() > 1),
          partialCorrelations(measures, scopes),
          strengthDifferences(measures, scopes),
          list(client.get(path + "/regime-comparisons").path("items"), RegimeComparison.class),
          selectionCurves(scopes),
          optional("/trajectories", Trajectory.class),
          optional("/reparameterisations", Reparameterisation.class),
          tolerance(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private ReportException unknown() {
      try {
        List<String> known =
            client.items("/experiments").stream()
                .map(each -> each.path("experiment").asText())
                .limit(8)
                .toList();
        return new ReportException(
            "experiment: '%s'; expected %s"
                .formatted(
                    id,
                    known.isEmpty()
                        ? "the id of an experiment, but there is none yet"
                        : "the id of an experiment, such as " + String.join(", ", known)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ReportException("interrupted while looking for experiment " + id, e);
      }
    }

    private List<RunResult> runs() throws InterruptedException {
      MeasurementsByRun measurements =
          MeasurementsByRun.of(client.items(path + "/measurements?details=true"));
      measurements.addPoints(client.get(path + "/points").path("items"));
      return client.items(path + "/runs").stream().map(measurements::run).toList();
    }

    /** Those of the experiment file, then those of networks that were handed in. */
    private static List<RegimeFacts> regimes(JsonNode regimes, List<RunResult> runs) {
      Map<String, List<RunResult>> byRegime =
          runs.stream()
              .collect(Collectors.groupingBy(RunResult::regime, TreeMap::new, Collectors.toList()));
      List<RegimeFacts> facts = new ArrayList<>();
      for (JsonNode regime : regimes) {
        String name = regime.path("name").asText();
        List<RunResult> own = Objects.requireNonNullElse(byRegime.remove(name), List.of());
        facts.add(
            new RegimeFacts(
                name,
                RegimeFacts.seeds(own),
                whole(regime, "batch_size"),
                Optional.of(regime.path("learning_rate").asDouble()),
                whole(regime, "max_epochs"),
                Optional.ofNullable(regime.get("stop"))
                    .map(rule -> RegimeFacts.words(read(rule, StoppingRule.class))),
                RegimeFacts.optimiser(own)));
      }
      byRegime.forEach((name, own) -> facts.add(RegimeFacts.of(name, own)));
      return facts;
    }

    private List<Correlation> correlations(boolean byRegime) throws InterruptedException {
      return list(client.get(path + "/correlations").path("correlations"), Correlation.class)
          .stream()
          .filter(each -> byRegime || each.regime().equals(ExperimentResult.ALL_REGIMES))
          .toList();
    }

    private List<PartialCorrelations> partialCorrelations(
        List<MeasureFacts> measures, List<String> scopes) throws InterruptedException {
      List<String> covariates = new ArrayList<>(List.of("epochs"));
      if (measures.stream().anyMatch(measure -> measure.name().equals("train_loss"))) {
        covariates.add("epochs,train_loss");
      }
      List<PartialCorrelations> all = new ArrayList<>();
      for (String scope : scopes) {
        for (String given : covariates) {
          all.add(
              read(
                  client.get(path + "/partial-correlations?given=" + given + only(scope, "&")),
                  PartialCorrelations.class));
        }
      }
      return all;
    }

    private List<StrengthDifferences> strengthDifferences(
        List<MeasureFacts> measures, List<String> scopes) throws InterruptedException {
      Optional<String> reference =
          REFERENCES.stream()
              .filter(name -> measures.stream().anyMatch(each -> each.name().equals(name)))
              .findFirst();
      List<StrengthDifferences> all = new ArrayList<>();
      if (reference.isPresent()) {
        for (String scope : scopes) {
          String query = "/strength-differences?reference=" + reference.get() + only(scope, "&");
          all.add(read(client.get(path + query), StrengthDifferences.class));
        }
      }
      return all;
    }

    private List<SelectionCurves> selectionCurves(List<String> scopes) throws InterruptedException {
      List<SelectionCurves> all = new ArrayList<>();
      for (String scope : scopes) {
        String query = "/model-selection?k=%d%s".formatted(LARGEST_DRAW, only(scope, "&"));
        all.add(read(client.get(path + query), SelectionCurves.class));
      }
      return all;
    }

    /** The items of an answer that a service of an older version does not have. */
    private <T> List<T> optional(String list, Class<T> type) throws InterruptedException {
      Optional<JsonNode> answer = client.find(path + list);
      return answer.isPresent() ? list(answer.get().path("items"), type) : List.of();
    }

    private OptionalDouble tolerance() throws InterruptedException {
      return client.find(path + "/reparameterisations").stream()
          .filter(answer -> !answer.path("items").isEmpty())
          .mapToDouble(answer -> answer.path("tolerance").asDouble())
          .findFirst();
    }

    private static String only(String scope, String separator) {
      return scope.equals(ExperimentResult.ALL_REGIMES)
          ? ""
          : separator + "regime=" + AnalysisClient.escaped(scope);
    }

    private static <T> List<T> list(JsonNode nodes, Class<T> type) {
      List<T> items = new ArrayList<>();
      nodes.forEach(node -> items.add(read(node, type)));
      return items;
    }

    private static <T> T read(JsonNode node, Class<T> type) {
      return Objects.requireNonNull(ResultJson.MAPPER.convertValue(node, type));
    }

    private static Optional<String> text(JsonNode node, String field) {
      return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
    }

    private static Optional<Integer> whole(JsonNode node, String field) {
      return Optional.ofNullable(node.get(field)).map(JsonNode::asInt);
    }
  }
}
