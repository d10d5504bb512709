package io.lowland.report.result;

import io.lowland.contracts.Seeds;
import io.lowland.training.StoppingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One way of training. What is not known was not said by those who trained.
 *
 * @param name unique within the experiment
 * @param seeds as in experiment files, such as {@code 0-99}
 * @param batchSize points per step
 * @param learningRate step length
 * @param maxEpochs the most passes over the training set
 * @param stop when training ended earlier, in words, if known
 * @param optimiser in words; empty for plain descent at one learning rate
 */
public record RegimeFacts(
    String name,
    String seeds,
    Optional<Integer> batchSize,
    Optional<Double> learningRate,
    Optional<Integer> maxEpochs,
    Optional<String> stop,
    Optional<String> optimiser) {

  /** What {@code runs}, all of the regime {@code name}, say about it themselves. */
  static RegimeFacts of(String name, List<RunResult> runs) {
    return new RegimeFacts(
        name,
        seeds(runs),
        SaidByRuns.same(runs, "batch_size").flatMap(SaidByRuns::whole),
        SaidByRuns.same(runs, "learning_rate").flatMap(SaidByRuns::real),
        Optional.empty(),
        Optional.empty(),
        optimiser(runs));
  }

  /** When {@code rule} lets training stop, to be read after "stopped once". */
  public static String words(StoppingRule rule) {
    List<String> conditions = new ArrayList<>();
    rule.trainAccuracy()
        .ifPresent(
            accuracy -> conditions.add("%s of the training points are right".formatted(accuracy)));
    rule.trainLoss()
        .ifPresent(loss -> conditions.add("their mean loss is at most %s".formatted(loss)));
    return String.format(
        Locale.ROOT,
        "%s (the first %,d training points, looked at every %d epochs)",
        String.join(" and ", conditions),
        rule.accuracyPoints(),
        rule.checkEvery());
  }

  /** The seeds of {@code runs}, as far as they are known. */
  static String seeds(List<RunResult> runs) {
    return Seeds.format(runs.stream().flatMap(run -> run.seed().stream()).toList());
  }

  /** What the checkpoints say when their training was not plain descent at one learning rate. */
  static Optional<String> optimiser(List<RunResult> runs) {
    return runs.stream().flatMap(run -> optimiser(run).stream()).findFirst();
  }

  private static Optional<String> optimiser(RunResult run) {
    List<String> choices =
        Stream.of("optimiser", "momentum", "weight_decay", "schedule")
            .filter(run.training()::containsKey)
            .map(key -> key.replace('_', ' ') + " " + run.training().get(key))
            .toList();
    return choices.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", choices));
  }
}
