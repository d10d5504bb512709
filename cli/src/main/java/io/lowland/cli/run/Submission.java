package io.lowland.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.ExperimentReader;
import io.lowland.contracts.Seeds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An experiment file on its way to the trainer service.
 *
 * @param source the file
 * @param document its content as JSON, with the seeds to use
 */
public record Submission(Path source, String document) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The trainer loads the data set before it answers, and may have to download it. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(10);

  /**
   * Reads and checks an experiment file.
   *
   * @param seeds instead of those in the file, in every regime
   * @throws io.lowland.contracts.ExperimentInvalidException with every mistake in the file
   */
  public static Submission read(Path file, Optional<List<Long>> seeds) throws IOException {
    ExperimentReader.read(file);
    JsonNode document = YAML.readTree(Files.readString(file));
    seeds.ifPresent(list -> replaceSeeds((ObjectNode) document, Seeds.format(list)));
    return new Submission(file, JSON.writeValueAsString(document));
  }

  private static void replaceSeeds(ObjectNode experiment, String seeds) {
    JsonNode regimes = experiment.path("regimes");
    if (regimes.isEmpty()) {
      experiment.put("seeds", seeds);
    } else {
      regimes.forEach(regime -> ((ObjectNode) regime).put("seeds", seeds));
      if (experiment.has("seeds")) {
        experiment.put("seeds", seeds);
      }
    }
  }

  /**
   * Posts it.
   *
   * @param trainer address of the trainer service
   * @return the id of the experiment
   * @throws CommandFailedException if it was refused, with the reason given
   */
  public String post(URI trainer) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(trainer.resolve("/experiments"))
            .header("Content-Type", "application/json")
            .timeout(ANSWER_LIMIT)
            .POST(HttpRequest.BodyPublishers.ofString(document))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new CommandFailedException(refusal(answer));
      }
      return JSON.readTree(answer.body()).path("experiment").asText();
    }
  }

  private String refusal(HttpResponse<String> answer) {
    try {
      JsonNode problem = JSON.readTree(answer.body());
      StringBuilder text = new StringBuilder();
      problem
          .path("mistakes")
          .forEach(
              mistake ->
                  text.append(
                      "%s: %s: %s; expected %s%n"
                          .formatted(
                              source,
                              mistake.path("path").asText(),
                              mistake.path("value").asText(),
                              mistake.path("expected").asText())));
      if (!text.isEmpty()) {
        return text.toString().strip();
      }
      return problem.path("detail").asText("the experiment was refused: " + answer.body());
    } catch (IOException notJson) {
      return "the trainer service answered %d: %s"
          .formatted(answer.statusCode(), answer.body().lines().findFirst().orElse(""));
    }
  }
}
