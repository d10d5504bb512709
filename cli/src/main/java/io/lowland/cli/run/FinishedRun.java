package io.lowland.cli.run;

import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.Regime;
import io.lowland.contracts.Seeds;
import io.lowland.report.result.AnalysisService;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RegimeFacts;
import io.lowland.training.Asam;
import io.lowland.training.Optimiser;
import io.lowland.training.Sam;
import io.lowland.training.Schedule;
import io.lowland.training.Sgd;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result of a run: what the analysis service knows, and what only the command does. */
final class FinishedRun {
  private static final Duration ANALYSIS_LIMIT = Duration.ofSeconds(60);

  private FinishedRun() {}

  /**
   * Reads it, once the analysis has caught up with {@code state}.
   *
   * @param analysis address of the analysis service
   * @param file text of the experiment file
   * @param seconds that the command worked, to the last result
   */
  static ExperimentResult read(URI analysis, ExperimentState state, String file, double seconds)
      throws InterruptedException {
    ExperimentSubmitted experiment = state.experiment();
    return new AnalysisService(analysis)
        .awaitResult(experiment.experiment(), state.measured(), ANALYSIS_LIMIT)
        .of(
            experiment.regimes().stream().map(FinishedRun::facts).toList(),
            failures(state),
            seconds,
            file,
            machine());
  }

  private static Map<String, String> failures(ExperimentState state) {
    return state.failures().stream()
        .collect(Collectors.toMap(RunResult::run, run -> run.failure().orElseThrow()));
  }

  private static String machine() {
    return "Java %s, %s %s, %d processors"
        .formatted(
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }

  static RegimeFacts facts(Regime regime) {
    return new RegimeFacts(
        regime.name(),
        Seeds.format(regime.seeds()),
        Optional.of(regime.batchSize()),
        Optional.of(regime.learningRate()),
        Optional.of(regime.maxEpochs()),
        Optional.of(RegimeFacts.words(regime.stop())),
        words(regime.optimiser(), regime.schedule()));
  }

  private static Optional<String> words(Optimiser optimiser, Schedule schedule) {
    List<String> words = new ArrayList<>();
    if (!optimiser.equals(Sgd.PLAIN)) {
      words.add(
          switch (optimiser) {
            case Sgd _ -> "optimiser sgd";
            case Sam sam -> "optimiser sam with ρ = " + sam.rho();
            case Asam asam ->
                "optimiser asam with ρ = %s, η = %s".formatted(asam.rho(), asam.eta());
          });
      words.add(
          "momentum %s, weight decay %s".formatted(optimiser.momentum(), optimiser.weightDecay()));
    }
    if (!schedule.equals(Schedule.CONSTANT)) {
      words.add(
          "schedule: learning rate × %s after %s of the epochs"
              .formatted(schedule.factor(), schedule.at()));
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
  }
}
