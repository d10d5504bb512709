package io.lowland.report.published;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RegimeFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The paper's results, for comparison: M. T. Bennett, "Are Flat Minima an Illusion?",
 * arXiv:2605.05209 (2026). Kept are numbers computed from its published per-network results.
 *
 * @param source the paper
 * @param experiments its experiments
 */
public record PublishedResults(String source, List<PublishedExperiment> experiments) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  /** Reads them from this program. */
  public static PublishedResults load() {
    try (InputStream in = PublishedResults.class.getResourceAsStream("published.json")) {
      return MAPPER.readValue(in, PublishedResults.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The experiment of the paper that trained the same networks as {@code result} on the same data
   * in the same ways, whatever its name and however many seeds.
   */
  public Optional<PublishedExperiment> matching(ExperimentResult result) {
    return experiments.stream()
        .filter(
            each ->
                each.dataset().equals(result.dataset())
                    && each.architecture().equals(result.architecture())
                    && result.trainPoints().filter(n -> n == each.trainPoints()).isPresent()
                    && sameRegimes(each, result))
        .findFirst();
  }

  private static boolean sameRegimes(PublishedExperiment published, ExperimentResult result) {
    return published.regimes().size() == result.regimes().size()
        && published.regimes().stream().allMatch(regime -> regimeLike(regime, result).isPresent());
  }

  /** The regime of {@code result} that trains as {@code published}. */
  public static Optional<RegimeFacts> regimeLike(
      PublishedExperiment.Regime published, ExperimentResult result) {
    return result.regimes().stream()
        .filter(
            regime ->
                regime.batchSize().filter(size -> size == published.batchSize()).isPresent()
                    && regime.learningRate().filter(r -> r == published.learningRate()).isPresent()
                    && regime.optimiser().filter(text -> !text.startsWith("schedule")).isEmpty())
        .findFirst();
  }
}
