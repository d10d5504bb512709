package io.lowland.cli;

import io.lowland.cli.console.Screen;
import io.lowland.cli.stack.StackAddresses;
import io.lowland.cli.submit.Answer;
import io.lowland.cli.submit.AnswerText;
import io.lowland.cli.submit.Broker;
import io.lowland.cli.submit.OwnData;
import io.lowland.cli.submit.OwnMeasures;
import io.lowland.cli.submit.OwnNetwork;
import io.lowland.cli.submit.Waiting;
import io.lowland.data.DatasetCatalogue;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.generalisation.TestAccuracy;
import io.lowland.network.CheckpointMetadata;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a user's own networks into a running stack and says what was measured. */
@Command(
    name = "submit",
    description = {
      "Hand your own networks in to a running stack, from safetensors files.",
      "An experiment that is not there yet begins with its first network.",
      "Exit code 0 only when every network was measured (--no-wait: was taken by the broker)."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:  ./lowland submit nets/*.safetensors --experiment mine --dataset mnist --train-points 250"
    })
final class SubmitCommand implements Callable<Integer> {
  private static final long DEFAULT_TIMEOUT_SECONDS = 600;

  /** A year; nanoseconds of some 292 of them fit a long. */
  private static final long LONGEST_TIMEOUT_SECONDS = 365L * 24 * 3600;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Networks, safetensors files with a stack of linear layers.")
  private List<Path> files;

  @Option(
      names = "--experiment",
      paramLabel = "ID",
      description = "The experiment they belong to, new or known (default: the file's).")
  private String experiment;

  @Option(
      names = "--regime",
      paramLabel = "NAME",
      description = "How they were trained, to compare groups (default: the file's, else default).")
  private String regime;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of the initial parameters as PyTorch draws them (default: the file's).")
  private Long seed;

  @Mixin private MeasuringOptions measuring;

  @Mixin private BrokerChoices broker;

  @Option(names = "--no-wait", description = "Return as soon as the broker has them.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "" + DEFAULT_TIMEOUT_SECONDS,
      description = "The longest wait for measurements (default: ${DEFAULT-VALUE}).")
  private long timeout;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private Screen screen;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (timeout < 0 || timeout > LONGEST_TIMEOUT_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--timeout: %d; expected 0 to %d seconds".formatted(timeout, LONGEST_TIMEOUT_SECONDS));
    }
    Map<String, String> chosen = chosen();
    // All are looked at before the first is sent: a wrong file among many changes nothing.
    List<OwnNetwork> networks = networks(chosen);
    List<Answer> answers;
    try (Broker connection = new Broker(broker.kafka(), broker.claimChecks())) {
      for (OwnNetwork network : networks) {
        connection.send(network);
        say("%s: handed in as %s".formatted(network.file(), network.run()));
      }
      Duration limit = noWait ? Duration.ZERO : Duration.ofSeconds(timeout);
      Waiting waiting = new Waiting(screen(), networks.size());
      answers = connection.await(networks, limit, this::sayMeasured, waiting::show);
    }
    screen().clear();
    conclude(answers);
    return noWait || answers.stream().allMatch(SubmitCommand::isMeasured)
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  private List<OwnNetwork> networks(Map<String, String> chosen) {
    Map<String, OwnNetwork> byId = new LinkedHashMap<>();
    for (Path file : files) {
      OwnNetwork network = OwnNetwork.read(file, chosen);
      OwnNetwork same = byId.putIfAbsent(network.id(), network);
      if (same != null) {
        say("%s: the same network as %s".formatted(file, same.file()));
      }
    }
    List<OwnNetwork> networks = List.copyOf(byId.values());
    networks.forEach(OwnData::requirePossible);
    broker.stack().ifPresent(stack -> requireMeasurable(networks, stack));
    return networks;
  }

  private static void requireMeasurable(List<OwnNetwork> networks, StackAddresses stack) {
    LocalData data = new LocalData(DatasetCatalogue.ofEnvironment());
    networks.forEach(network -> OwnData.requireFit(network, data));
    try (MeasureRegistry measures = MeasureRegistry.load(stack.measures())) {
      networks.forEach(
          network ->
              OwnMeasures.requireKnown(
                  network.file(),
                  network.checkpoint().network().architecture(),
                  network.description().measures(),
                  measures));
    }
  }

  private Map<String, String> chosen() {
    Map<String, String> chosen = measuring.metadata();
    // Whatever is asked for is correlated with test accuracy, as in an experiment file.
    chosen.computeIfPresent(
        CheckpointMetadata.MEASURES,
        (key, names) ->
            List.of(names.split(",")).contains(TestAccuracy.NAME)
                ? names
                : names + "," + TestAccuracy.NAME);
    put(chosen, CheckpointMetadata.EXPERIMENT, experiment);
    put(chosen, CheckpointMetadata.REGIME, regime);
    put(chosen, CheckpointMetadata.SEED, seed);
    return chosen;
  }

  private static void put(Map<String, String> metadata, String key, Object option) {
    if (option != null) {
      metadata.put(key, option.toString());
    }
  }

  /** Reasons why networks are not measured come at the end, each once. */
  private void sayMeasured(Answer answer) {
    if (answer.failure().isEmpty()) {
      say(AnswerText.line(answer));
    }
  }

  private static boolean hasValues(Answer answer) {
    return !answer.measurements().isEmpty() && answer.failure().isEmpty();
  }

  private static boolean isMeasured(Answer answer) {
    return answer.isComplete() && answer.failure().isEmpty() && answer.unknown().isEmpty();
  }

  private void conclude(List<Answer> answers) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(AnswerText.json(answers));
      out.flush();
      return;
    }
    AnswerText.failures(answers).forEach(this::say);
    if (answers.size() == 1 && hasValues(answers.getFirst())) {
      say("");
      AnswerText.table(answers.getFirst()).forEach(this::say);
      say("");
    }
    AnswerText.unknown(answers).forEach(this::say);
    if (!noWait) {
      answers.stream().filter(answer -> !answer.isComplete()).forEach(this::sayIncomplete);
    }
    broker
        .stack()
        .ifPresent(
            stack ->
                say(
                    "page: %s/?experiment=%s"
                        .formatted(stack.analysis(), answers.getFirst().network().experiment())));
  }

  private void sayIncomplete(Answer answer) {
    say(
        "%s: not all measured within %d s; it stays in the topic and will be, see the page or wait longer with --timeout"
            .formatted(answer.network().file(), timeout));
  }

  private void say(String line) {
    screen().line(line);
  }

  private Screen screen() {
    if (screen == null) {
      Screen whole = Screen.of(spec.commandLine().getOut());
      screen = json ? whole.silent() : whole;
    }
    return screen;
  }
}
