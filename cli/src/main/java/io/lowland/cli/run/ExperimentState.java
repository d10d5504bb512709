package io.lowland.cli.run;

import io.lowland.contracts.CorrelationUpdated;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Regime;
import io.lowland.contracts.RunRequested;
import io.lowland.contracts.TrainingProgress;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.ensemble.EnsembleAgreement;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The state of one experiment as its topics tell it. Every event may come twice and the events of
 * different topics in any order; events of other experiments are ignored.
 */
public final class ExperimentState {
  private static final String ACCURACY = "test_accuracy";

  private final ExperimentSubmitted experiment;
  private final Map<String, RunResult> runs = new LinkedHashMap<>();
  private final Map<String, RunRequested> requests = new LinkedHashMap<>();

  /** After which the training of a run ended; 0 for a failed one. */
  private final Map<String, Integer> epochs = new HashMap<>();

  private final Map<String, CorrelationUpdated> correlations = new TreeMap<>();
  private FurtherResults further = FurtherResults.NONE;

  /** The experiment with all its runs still to be made. */
  public ExperimentState(ExperimentSubmitted experiment) {
    this.experiment = experiment;
    for (RunRequested run : experiment.expand()) {
      requests.put(run.run(), run);
      runs.put(run.run(), RunResult.requested(run.run(), run.regime(), run.seed()));
    }
  }

  void apply(TrainingProgress progress) {
    switch (progress.state()) {
      case TRAINING -> {
        // Shown as still to be trained.
      }
      case TRAINED -> {
        epochs.put(progress.run(), progress.epoch());
        change(progress.run(), RunResult::withTrained);
      }
      case FAILED -> failed(progress.run(), progress.reason().orElse("training failed"));
    }
  }

  void apply(MeasurementTaken taken) {
    change(taken.run(), run -> run.with(taken));
  }

  void apply(CorrelationUpdated correlation) {
    if (correlation.experiment().equals(experiment.experiment())) {
      correlations.put(correlation.key(), correlation);
    }
  }

  void apply(FurtherResults results) {
    further = results;
  }

  void failed(String run, String reason) {
    epochs.putIfAbsent(run, 0);
    change(run, result -> result.withFailure(reason));
  }

  private void change(String run, UnaryOperator<RunResult> change) {
    runs.computeIfPresent(run, (ignored, result) -> change.apply(result));
  }

  public ExperimentSubmitted experiment() {
    return experiment;
  }

  /** All runs, in the order of the experiment. */
  public Collection<RunResult> runs() {
    return List.copyOf(runs.values());
  }

  public int trained() {
    return count(RunResult::trained);
  }

  public int measured() {
    return count(RunResult::isMeasured);
  }

  /** How many checkpoints there are besides the final ones, as far as is known. */
  public int furtherExpected() {
    return runs.values().stream().mapToInt(RunResult::furtherExpected).sum();
  }

  /** How many there will be at the end. */
  FurtherTotal furtherTotal() {
    FurtherTotal total = FurtherTotal.of(requests.values(), epochs);
    // What was heard of is there, whatever the estimate says.
    return new FurtherTotal(Math.max(total.checkpoints(), furtherExpected()), total.exact());
  }

  /** How many of them are measured. */
  public int furtherMeasured() {
    return runs.values().stream().mapToInt(RunResult::furtherMeasured).sum();
  }

  /** What was found about them, at the end. */
  FurtherResults further() {
    return further;
  }

  /** The runs that failed. */
  public List<RunResult> failures() {
    return runs.values().stream().filter(run -> run.failure().isPresent()).toList();
  }

  /** Whether no run has anything more to come. */
  public boolean isFinished() {
    return runs.values().stream().allMatch(RunResult::isFinal);
  }

  /**
   * Whether the published correlations are those of the measurements seen: each counts every run
   * (of its regime) that has both the measure and a test accuracy.
   */
  public boolean correlationsAreCurrent() {
    return experiment.measures().stream()
        // Accuracies and losses are what is to be predicted; nobody correlates them with it.
        .filter(measure -> measure.family() != MeasureFamily.GENERALISATION)
        // Its values are found by the analysis and are in no event.
        .filter(measure -> !measure.name().equals(EnsembleAgreement.NAME))
        .allMatch(measure -> isCurrent(measure.name()));
  }

  private boolean isCurrent(String measure) {
    List<RunResult> both =
        runs.values().stream()
            .filter(run -> run.value(measure).isPresent() && run.value(ACCURACY).isPresent())
            .toList();
    boolean regimes =
        experiment.regimes().size() == 1
            || experiment.regimes().stream()
                .map(Regime::name)
                .allMatch(
                    regime ->
                        isPublished(
                            measure,
                            Optional.of(regime),
                            both.stream().filter(run -> run.regime().equals(regime)).count()));
    return regimes && isPublished(measure, Optional.empty(), both.size());
  }

  private boolean isPublished(String measure, Optional<String> regime, long n) {
    return correlations.values().stream()
        .filter(correlation -> correlation.measure().equals(measure))
        .filter(correlation -> correlation.regime().equals(regime))
        .anyMatch(correlation -> correlation.n() == n);
  }

  private int count(Predicate<RunResult> which) {
    return (int) runs.values().stream().filter(which).count();
  }

  /**
   * The present correlations, the strongest first: over all runs, and by regime where there are
   * several. Measures of generalisation itself come last; they predict nothing.
   */
  public List<CorrelationUpdated> correlations() {
    boolean oneRegime = experiment.regimes().size() == 1;
    return correlations.values().stream()
        .filter(correlation -> correlation.regime().isEmpty() || !oneRegime)
        .sorted(
            Comparator.comparing((CorrelationUpdated c) -> c.regime().orElse(""))
                .thenComparing(c -> c.family().equals(Optional.of(MeasureFamily.GENERALISATION)))
                .thenComparing(c -> -Math.abs(c.spearman().orElse(0)))
                .thenComparing(CorrelationUpdated::measure))
        .toList();
  }
}
