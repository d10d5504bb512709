package io.lowland.cli.run;

import io.lowland.contracts.Reparameterisations;
import io.lowland.contracts.RunRequested;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How many checkpoints an experiment will have besides the final ones.
 *
 * @param checkpoints along training and variants together
 * @param exact whether every training has ended; until then, runs are expected to train as long as
 *     those that have ended did on average
 */
record FurtherTotal(int checkpoints, boolean exact) {

  /**
   * Reckons it.
   *
   * @param epochs after which the training of a run ended, by the run's id; 0 for failed ones
   */
  static FurtherTotal of(Collection<RunRequested> runs, Map<String, Integer> epochs) {
    List<RunRequested> ended = runs.stream().filter(run -> epochs.containsKey(run.run())).toList();
    int certain =
        ended.stream()
            .mapToInt(run -> alongTraining(run, epochs.get(run.run())) + variants(run))
            .sum();
    OptionalDouble usual = usual(ended, epochs).average();
    double expected =
        runs.stream()
            .filter(run -> !epochs.containsKey(run.run()))
            .mapToDouble(run -> usual.orElse(0) + variants(run))
            .sum();
    return new FurtherTotal(certain + (int) Math.round(expected), ended.size() == runs.size());
  }

  private static IntStream usual(List<RunRequested> ended, Map<String, Integer> epochs) {
    return ended.stream()
        .filter(run -> epochs.get(run.run()) > 0)
        .mapToInt(run -> alongTraining(run, epochs.get(run.run())));
  }

  private static int alongTraining(RunRequested run, int epochs) {
    return epochs == 0 ? 0 : run.checkpoints().map(along -> along.atMost(epochs)).orElse(0);
  }

  private static int variants(RunRequested run) {
    return run.reparameterisations()
        .filter(variants -> variants.seeds().contains(run.seed()))
        .map(Reparameterisations::transformations)
        .map(List::size)
        .orElse(0);
  }

  /** Such as {@code about 173}. */
  String text() {
    return (exact ? "" : "about ") + checkpoints;
  }
}
