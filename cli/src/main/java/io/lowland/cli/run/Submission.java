package io.lowland.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.ExperimentReader;
import io.lowland.contracts.Seeds;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * An experiment file on its way to the trainer service.
 *
 * @param source the file
 * @param text its content
 * @param seeds instead of those in the file, in every regime
 */
public record Submission(Path source, String text, Optional<List<Long>> seeds) {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    return new Submission(file, Files.readString(file), seeds);
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
        HttpRequest.newBuilder(trainer.resolve("/experiments" + query()))
            .header("Content-Type", "application/yaml")
            .timeout(ANSWER_LIMIT)
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new CommandFailedException(refusal(answer));
      }
      return JSON.readTree(answer.body()).path("experiment").asText();
    }
  }

  private String query() {
    return seeds
        .map(list -> "?seeds=" + URLEncoder.encode(Seeds.format(list), StandardCharsets.UTF_8))
        .orElse("");
  }

  private String refusal(HttpResponse<String> answer) {
    try {
      JsonNode problem = JSON.readTree(answer.body());
      StringJoiner mistakes = new StringJoiner(System.lineSeparator());
      problem.path("mistakes").forEach(mistake -> mistakes.add(line(mistake)));
      return mistakes.length() > 0
          ? mistakes.toString()
          : problem.path("detail").asText("the experiment was refused: " + answer.body());
    } catch (IOException notJson) {
      return "the trainer service answered %d: %s"
          .formatted(answer.statusCode(), answer.body().lines().findFirst().orElse(""));
    }
  }

  private String line(JsonNode mistake) {
    return "%s: %s: %s; expected %s"
        .formatted(
            source,
            mistake.path("path").asText(),
            mistake.path("value").asText(),
            mistake.path("expected").asText());
  }
}
