package io.lowland.cli;

import io.lowland.contracts.Experiment;
import io.lowland.contracts.ExperimentInvalidException;
import io.lowland.contracts.ExperimentReader;
import io.lowland.contracts.Mistake;
import io.lowland.contracts.Regime;
import io.lowland.contracts.Seeds;
import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.ResolvedDataset;
import io.lowland.data.Split;
import io.lowland.network.Checkpoint;
import io.lowland.network.Safetensors;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingListener;
import io.lowland.training.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains one network of an experiment in this process, without a broker. */
@Command(
    name = "train",
    description = "Train one network of an experiment and write it as a safetensors file.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The experiment, a YAML file.")
  private Path file;

  @Option(names = "--seed", paramLabel = "S", required = true, description = "The run's seed.")
  private long seed;

  @Option(
      names = "--regime",
      paramLabel = "NAME",
      description = "The training regime (default: the one that has the seed, else the first).")
  private String regimeName;

  @Option(names = "--out", paramLabel = "OUT", required = true, description = "The file to write.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (seed < 0 || seed > Seeds.MAX_SEED) {
      throw new ParameterException(
          spec.commandLine(),
          "--seed: %d; expected 0 to %d, as PyTorch's generator takes them"
              .formatted(seed, Seeds.MAX_SEED));
    }
    Experiment experiment = ExperimentReader.read(file);
    Regime regime = regime(experiment);
    ResolvedDataset resolved = DatasetCatalogue.ofEnvironment().resolve(experiment.datasets());
    Dataset dataset = resolved.dataset();
    List<Mistake> mistakes = experiment.mistakesOn(dataset.shape());
    if (!mistakes.isEmpty()) {
      throw new ExperimentInvalidException(file.toString(), mistakes);
    }
    Split split = Split.of(dataset, experiment.trainPoints(), experiment.unseenOn(dataset));
    long start = System.nanoTime();
    TrainingResult result =
        Trainer.train(
            regime.plan(experiment.architecture(), seed), split.training(), TrainingListener.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    Checkpoint checkpoint =
        TrainedCheckpoint.of(experiment, dataset, regime, seed, result, seconds);
    Files.write(out, Safetensors.write(checkpoint));
    say(dataset, resolved, result, seconds);
    return 0;
  }

  private Regime regime(Experiment experiment) {
    List<Regime> regimes = experiment.regimes();
    if (regimeName == null) {
      return regimes.stream()
          .filter(regime -> regime.seeds().contains(seed))
          .findFirst()
          .orElse(regimes.getFirst());
    }
    return regimes.stream()
        .filter(regime -> regime.name().equals(regimeName))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "%s has no regime '%s'; expected one of %s"
                        .formatted(
                            file,
                            regimeName,
                            String.join(", ", regimes.stream().map(Regime::name).toList()))));
  }

  private void say(
      Dataset dataset, ResolvedDataset resolved, TrainingResult result, double seconds) {
    PrintWriter screen = spec.commandLine().getOut();
    resolved
        .whyNotFirst()
        .ifPresent(
            reason ->
                screen.printf("data set: %s, not the first choice: %s%n", dataset.name(), reason));
    screen.printf(
        Locale.ROOT,
        "%s: seed %d on %s, %d epochs%s, train accuracy %.4f, train loss %.4f, %.2f s%n",
        out,
        seed,
        dataset.name(),
        result.epochs(),
        result.stoppedByRule() ? "" : " (the stopping rule was not met)",
        result.trainAccuracy(),
        result.trainLoss(),
        seconds);
    screen.flush();
  }
}
