package io.lowland.cli;

import io.lowland.cli.submit.OwnMeasures;
import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.Split;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.MeasureSession;
import io.lowland.measure.Measurement;
import io.lowland.measure.TimedMeasurement;
import io.lowland.measure.generalisation.TestAccuracy;
import io.lowland.measure.weakness.EvidenceFile;
import io.lowland.network.Checkpoint;
import io.lowland.network.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures one checkpoint in this process, without a broker. */
@Command(
    name = "measure",
    description = "Measure one network, from a safetensors file.",
    mixinStandardHelpOptions = true)
final class MeasureCommand implements Callable<Integer> {
  /** Long enough for the compiler to have seen the loops, however small the network. */
  private static final Duration WARM_UP = Duration.ofSeconds(3);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The network, a safetensors file.")
  private Path file;

  @Mixin private MeasuringOptions choices;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Measure N times after a warm-up; seconds are the median.")
  private Integer repeat;

  @Option(
      names = "--evidence",
      paramLabel = "OUT",
      description =
          "Write the evidence of the pair proxy's verdicts to OUT (gzip if OUT ends in .gz).")
  private Path evidence;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (repeat != null && repeat < 1) {
      throw new ParameterException(spec.commandLine(), "--repeat: expected at least 1");
    }
    if (evidence != null && !Files.isDirectory(evidence.toAbsolutePath().getParent())) {
      throw new ParameterException(
          spec.commandLine(),
          "--evidence: %s; expected a file in a folder that exists".formatted(evidence));
    }
    Checkpoint checkpoint = Safetensors.read(file);
    MeasureRegistry registry = MeasureRegistry.load();
    OwnMeasures.requireKnown(
        file, checkpoint.network().architecture(), choices.measures(checkpoint), registry);
    Dataset dataset = DatasetCatalogue.ofEnvironment().load(choices.datasetName(checkpoint, file));
    choices.requireTrainedOn(dataset, checkpoint, file);
    Split split = choices.split(dataset, checkpoint);
    MeasuredCheckpoint measured = measured(checkpoint, split, registry);
    if (json) {
      spec.commandLine().getOut().println(measured.json());
    } else {
      spec.commandLine().getOut().print(measured.text());
    }
    spec.commandLine().getOut().flush();
    if (evidence != null) {
      EvidenceFile.write(context(checkpoint, split, choices.options(checkpoint)), evidence);
    }
    return 0;
  }

  private MeasuredCheckpoint measured(
      Checkpoint checkpoint, Split split, MeasureRegistry registry) {
    MeasureSession session = new MeasureSession(registry);
    MeasureOptions options = choices.options(checkpoint);
    List<String> names = choices.measures(checkpoint);
    double accuracy = accuracy(session, context(checkpoint, split, options));
    List<List<TimedMeasurement>> rounds = new ArrayList<>();
    if (repeat != null) {
      long start = System.nanoTime();
      do {
        session.measure(context(checkpoint, split, options), names);
      } while (System.nanoTime() - start < WARM_UP.toNanos());
    }
    for (int round = 0; round < (repeat == null ? 1 : repeat); round++) {
      rounds.add(session.measure(context(checkpoint, split, options), names));
    }
    return MeasuredCheckpoint.of(
        file.toString(),
        checkpoint.network().architecture(),
        split,
        choices.assumesTrainPoints(checkpoint),
        accuracy,
        rounds);
  }

  private double accuracy(MeasureSession session, MeasureContext context) {
    Measurement accuracy =
        session.measure(context, List.of(TestAccuracy.NAME)).getFirst().measurement();
    return accuracy
        .value()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "%s: %s has no value: %s"
                        .formatted(file, TestAccuracy.NAME, accuracy.reason().orElse(""))));
  }

  /** A new context each time, so that nothing is shared between repetitions. */
  private static MeasureContext context(
      Checkpoint checkpoint, Split split, MeasureOptions options) {
    return new MeasureContext(checkpoint.network(), split, options, checkpoint.initialNetwork());
  }
}
