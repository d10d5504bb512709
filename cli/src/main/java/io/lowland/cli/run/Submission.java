package io.lowland.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lowland.cli.CommandFailedException;
import io.lowland.cli.LocalData;
import io.lowland.contracts.Experiment;
import io.lowland.contracts.ExperimentInvalidException;
import io.lowland.contracts.ExperimentReader;
import io.lowland.contracts.Mistake;
import io.lowland.contracts.Seeds;
import io.lowland.data.DatasetUnavailableException;
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
 * @param experiment the same, read
 * @param seeds instead of those in the file, in every regime
 */
public record Submission(
    Path source, String text, Experiment experiment, Optional<List<Long>> seeds) {
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
    Experiment experiment = ExperimentReader.read(file);
    return new Submission(file, Files.readString(file), experiment, seeds);
  }

  /** How many networks it trains. */
  public int networks() {
    return seeds.map(experiment::withSeeds).orElse(experiment).runs();
  }

  /**
   * Refuses, before anything is started, an experiment that the trainer service would refuse: one
   * that fits none of its data sets. Where only the service can tell, it is left to it.
   *
   * @throws ExperimentInvalidException with the mistakes on the first of the data sets
   */
  public void requireFit(LocalData data) {
    List<Mistake> mistakes = List.of();
    for (String name : experiment.datasets()) {
      List<Mistake> here = mistakesOn(name, data);
      if (here.isEmpty()) {
        return;
      }
      mistakes = mistakes.isEmpty() ? here : mistakes;
    }
    throw new ExperimentInvalidException(source.toString(), mistakes);
  }

  private List<Mistake> mistakesOn(String name, LocalData data) {
    try {
      return data.shape(name).map(experiment::mistakesOn).orElse(List.of());
    } catch (DatasetUnavailableException e) {
      return experiment.mistakesWithout(e);
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
