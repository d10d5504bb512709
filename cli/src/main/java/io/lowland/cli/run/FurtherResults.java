package io.lowland.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lowland.cli.CommandFailedException;
import io.lowland.cli.Numbers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the analysis service says about networks along training and reparameterised ones; each item
 * as its REST API has it.
 *
 * @param trajectories one item per network on the way
 * @param reparameterisations one item per reparameterised network and measure
 */
record FurtherResults(JsonNode trajectories, JsonNode reparameterisations) {
  /** There are none. */
  static final FurtherResults NONE =
      new FurtherResults(
          JsonNodeFactory.instance.arrayNode(), JsonNodeFactory.instance.arrayNode());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);
  private static final int UNEQUAL_SHOWN = 3;
  private static final String SHARPNESS = "hessian_trace";

  /**
   * Reads them, once the analysis has heard of as many measured checkpoints as the caller.
   *
   * @param experiment address of the experiment at the analysis service
   * @param measured further checkpoints that are measured
   * @throws CommandFailedException if that takes longer than {@code limit}
   */
  static FurtherResults read(URI experiment, int measured, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isThere(get(client, experiment), measured)) {
        if (System.nanoTime() > end) {
          throw new CommandFailedException(
              "every checkpoint is measured, but the analysis service did not hear of them all within %d s"
                  .formatted(limit.toSeconds()));
        }
        Thread.sleep(PAUSE);
      }
      return new FurtherResults(
          get(client, URI.create(experiment + "/trajectories")).path("items"),
          get(client, URI.create(experiment + "/reparameterisations")).path("items"));
    }
  }

  private static boolean isThere(JsonNode experiment, int measured) {
    return experiment.path("analysed").asBoolean()
        && experiment.path("further_checkpoints").path("measured").asInt() >= measured;
  }

  private static JsonNode get(HttpClient client, URI address)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Accept", "application/json")
            .timeout(REQUEST_LIMIT)
            .build();
    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new CommandFailedException(
          "%s: the analysis service answered %d".formatted(address, answer.statusCode()));
    }
    return JSON.readTree(answer.body());
  }

  /** What there is to say about them, in a few lines; none when there is nothing. */
  List<String> summary() {
    List<String> lines = new ArrayList<>();
    if (!trajectories.isEmpty()) {
      lines.add(
          "along training: %s of %s measured"
              .formatted(
                  counted(
                      rows(trajectories)
                          .filter(row -> !text(row, "kind").equals("final"))
                          .map(row -> text(row, "run") + " " + text(row, "epoch")),
                      "checkpoint"),
                  counted(rows(trajectories).map(row -> text(row, "run")), "network")));
    }
    if (!reparameterisations.isEmpty()) {
      lines.add(invariance());
      rows(reparameterisations)
          .filter(row -> row.path("invariant").asBoolean() && isUnequal(row))
          .limit(UNEQUAL_SHOWN)
          .map(FurtherResults::change)
          .forEach(lines::add);
    }
    return lines;
  }

  private String invariance() {
    List<JsonNode> invariant =
        rows(reparameterisations)
            .filter(row -> row.path("invariant").asBoolean() && row.has("equal"))
            .toList();
    long unequal = invariant.stream().filter(FurtherResults::isUnequal).count();
    String equal =
        invariant.isEmpty()
            ? "no invariant measure"
            : "invariant measures equal in %d of %d rows"
                .formatted(invariant.size() - unequal, invariant.size());
    return "reparameterised: %s of %s; %s%s"
        .formatted(
            counted(rows(reparameterisations).map(FurtherResults::variant), "variant"),
            counted(rows(reparameterisations).map(row -> text(row, "run")), "network"),
            equal,
            inflation().map(text -> "; " + text).orElse(""));
  }

  /** How far sharpness went up and down. */
  private Optional<String> inflation() {
    double[] ratios =
        rows(reparameterisations)
            .filter(row -> text(row, "measure").equals(SHARPNESS) && row.has("ratio"))
            .mapToDouble(row -> row.path("ratio").asDouble())
            .sorted()
            .toArray();
    return ratios.length == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Hessian trace times %.3g to %.3g",
                ratios[0],
                ratios[ratios.length - 1]));
  }

  private static boolean isUnequal(JsonNode row) {
    return row.has("equal") && !row.path("equal").asBoolean();
  }

  private static String variant(JsonNode row) {
    return text(row, "run") + " " + text(row, "layers") + " " + text(row, "factor");
  }

  private static String change(JsonNode row) {
    return "not equal: %s of seed %s, layers %s times %s: %s became %s"
        .formatted(
            text(row, "measure"),
            text(row, "seed"),
            text(row, "layers"),
            Numbers.compact(row.path("factor").asDouble()),
            value(row, "original"),
            value(row, "value"));
  }

  private static String counted(Stream<String> names, String what) {
    long count = names.distinct().count();
    return count + " " + (count == 1 ? what : what + "s");
  }

  private static String value(JsonNode row, String name) {
    return row.has(name) ? Numbers.compact(row.path(name).asDouble()) : "no value";
  }

  private static String text(JsonNode row, String name) {
    return row.path(name).asText();
  }

  private static Stream<JsonNode> rows(JsonNode items) {
    return StreamSupport.stream(items.spliterator(), false);
  }
}
