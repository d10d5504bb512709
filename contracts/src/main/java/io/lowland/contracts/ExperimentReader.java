package io.lowland.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.network.Architecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads experiment files, in YAML or JSON. Every mistake is found in one reading: wrong values,
 * absent fields, and fields that do not exist (which would otherwise be silently without effect).
 */
public final class ExperimentReader {

  /** The longest experiment file: 256 KiB. */
  public static final int MAX_BYTES = 256 << 10;

  static final String NAME_PATTERN = "[a-z0-9][a-z0-9-]{0,63}";
  static final String NAME_EXPECTED =
      "a name of lower case letters, digits and '-', at most 64, such as small-batch";

  private static final int LONGEST_DESCRIPTION = 4_000;

  private final MeasureRegistry registry;

  private ExperimentReader(MeasureRegistry registry) {
    this.registry = registry;
  }

  /**
   * Reads a file.
   *
   * @throws ExperimentInvalidException with every mistake, also when the file cannot be read
   */
  public static Experiment read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw tooLong(file.toString(), Files.size(file));
      }
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new ExperimentInvalidException(
          file.toString(),
          List.of(
              new Mistake(
                  "file",
                  Files.exists(file) ? "unreadable" : "no such file",
                  "an experiment file in YAML or JSON, in UTF-8")));
    }
  }

  /** {@link #parse(String, String, MeasureRegistry)} with the measures on the class path. */
  public static Experiment parse(String text, String source) {
    try (MeasureRegistry registry = MeasureRegistry.load()) {
      return parse(text, source, registry);
    }
  }

  /**
   * Reads a text in YAML or JSON.
   *
   * @param source what to call the text in messages
   * @param registry the measures that exist
   * @throws ExperimentInvalidException with every mistake
   */
  public static Experiment parse(String text, String source, MeasureRegistry registry) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw tooLong(source, bytes);
    }
    JsonNode root = ExperimentSyntax.parse(text, source);
    List<Mistake> mistakes = new ArrayList<>();
    Experiment experiment = new ExperimentReader(registry).experiment(root, mistakes);
    if (!mistakes.isEmpty()) {
      throw new ExperimentInvalidException(source, mistakes);
    }
    return experiment;
  }

  private static ExperimentInvalidException tooLong(String source, long bytes) {
    return new ExperimentInvalidException(
        source,
        List.of(new Mistake("file", bytes + " bytes", "at most %d bytes".formatted(MAX_BYTES))));
  }

  private Experiment experiment(JsonNode root, List<Mistake> mistakes) {
    Fields fields = new Fields(root, "", mistakes);
    String name = fields.text("name", NAME_PATTERN, NAME_EXPECTED);
    String description =
        fields.find("description").isEmpty()
            ? ""
            : fields.text(
                "description",
                "(?s).{0,%d}".formatted(LONGEST_DESCRIPTION),
                "text of at most %d characters".formatted(LONGEST_DESCRIPTION));
    List<String> datasets = DatasetsReader.read(fields);
    int trainPoints = fields.wholeNumber("train_points", 1, Integer.MAX_VALUE, Optional.empty());
    Optional<UnseenPoints> unseen = unseen(fields);
    int before = mistakes.size();
    Architecture architecture = architecture(fields);
    boolean architectureKnown = mistakes.size() == before;
    List<Regime> regimes = new RegimeReader(fields, root, mistakes).read();
    Optional<Architecture> known = Optional.of(architecture).filter(_ -> architectureKnown);
    MeasuresReader named = new MeasuresReader(registry, known);
    List<String> measures = named.read(fields);
    MeasureOptions options = options(fields);
    FurtherCheckpointsReader further =
        new FurtherCheckpointsReader(fields, regimes, named.measured(measures));
    Optional<TrainingCheckpoints> checkpoints = further.checkpoints();
    Optional<Reparameterisations> reparameterisations = further.reparameterisations(known);
    fields.unknownFieldsAreMistakes();
    Experiment experiment =
        new Experiment(
            name,
            description,
            datasets,
            trainPoints,
            unseen,
            architecture,
            regimes,
            measures,
            options,
            checkpoints,
            reparameterisations);
    if (experiment.runs() > Experiment.MAX_RUNS) {
      fields.mistake(
          "regimes",
          experiment.runs() + " runs",
          "at most %d runs in all".formatted(Experiment.MAX_RUNS));
    } else if (experiment.checkpointsAtMost() > Experiment.MAX_CHECKPOINTS) {
      fields.mistake(
          checkpoints.isPresent() ? "checkpoints.every" : "reparameterisations",
          "up to %d checkpoints".formatted(experiment.checkpointsAtMost()),
          "at most %d checkpoints in all".formatted(Experiment.MAX_CHECKPOINTS));
    }
    return experiment;
  }

  private static Optional<UnseenPoints> unseen(Fields fields) {
    return fields.read(
        "unseen",
        "all, leftover or test",
        Optional.of(Optional.empty()),
        Optional.empty(),
        value -> {
          try {
            return Optional.of(Optional.of(UnseenPoints.named(value.asText())));
          } catch (IllegalArgumentException e) {
            return Optional.empty();
          }
        });
  }

  private static Architecture architecture(Fields fields) {
    Optional<JsonNode> value = fields.find("architecture");
    try {
      return Architecture.parse(value.map(JsonNode::asText).orElse(""));
    } catch (IllegalArgumentException e) {
      fields.mistake(
          "architecture",
          value.map(Fields::shown).orElse(Mistake.ABSENT),
          "inputs, at least one hidden width and classes joined by '-', such as 784-64-8-10,"
              + " with at most %d parameters".formatted(Architecture.MAX_PARAMETERS));
      return Architecture.of(1, 1, 1);
    }
  }

  private static MeasureOptions options(Fields fields) {
    int probes =
        fields.read(
            "probes",
            "a whole number of at least 1, or all",
            Optional.of(MeasureOptions.PAPER.probes()),
            1,
            value ->
                value.asText().equals("all")
                    ? Optional.of(MeasureOptions.ALL_PROBES)
                    : Optional.of(value)
                        .filter(JsonNode::isIntegralNumber)
                        .filter(JsonNode::canConvertToInt)
                        .map(JsonNode::asInt)
                        .filter(count -> count >= 1));
    int hessianPoints =
        fields.wholeNumber(
            "hessian_points",
            1,
            Integer.MAX_VALUE,
            Optional.of(MeasureOptions.PAPER.hessianPoints()));
    return new MeasureOptions(probes, hessianPoints);
  }
}
