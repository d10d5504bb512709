package io.lowland.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.network.Architecture;
import io.lowland.network.Reparameterisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which checkpoints an experiment has besides the final ones. */
final class FurtherCheckpointsReader {
  /** Beyond these, parameters of trained networks could leave the range of floats. */
  private static final double LARGEST_FACTOR = 1e6;

  private static final double SMALLEST_FACTOR = 1e-6;
  private static final int MOST_FACTORS = 1_000;
  private static final int MOST_MEASURES = 1_000;

  private final Fields top;
  private final List<Regime> regimes;
  private final Set<String> measured;

  /**
   * A reader of {@code top}.
   *
   * @param regimes of the experiment
   * @param measured names of what the experiment measures, at most
   */
  FurtherCheckpointsReader(Fields top, List<Regime> regimes, Set<String> measured) {
    this.top = top;
    this.regimes = regimes;
    this.measured = measured;
  }

  Optional<TrainingCheckpoints> checkpoints() {
    return top.object("checkpoints", "fields, such as {every: 10}").map(this::checkpoints);
  }

  private TrainingCheckpoints checkpoints(Fields fields) {
    int longest = regimes.stream().mapToInt(Regime::maxEpochs).max().orElse(Integer.MAX_VALUE);
    int every = fields.wholeNumber("every", 1, Integer.MAX_VALUE, Optional.empty());
    if (every >= longest && longest > 1) {
      fields.mistake(
          "every",
          String.valueOf(every),
          "less than max_epochs (%d), or there is no checkpoint before the last"
              .formatted(longest));
    }
    List<String> names = measures(fields);
    fields.unknownFieldsAreMistakes();
    return new TrainingCheckpoints(every, names);
  }

  /**
   * The variants.
   *
   * @param architecture empty when it is not known
   */
  Optional<Reparameterisations> reparameterisations(Optional<Architecture> architecture) {
    return top.object(
            "reparameterisations", "fields, such as {seeds: 0-3, layers_1_2: [1, 2, 5, 10, 20]}")
        .map(fields -> reparameterisations(fields, architecture));
  }

  private Reparameterisations reparameterisations(
      Fields fields, Optional<Architecture> architecture) {
    List<Long> seeds = seeds(fields);
    List<Reparameterisation> transformations = new ArrayList<>();
    int hiddenLayers = architecture.map(Architecture::hiddenLayers).orElse(0);
    for (int layer = 1; layer <= hiddenLayers; layer++) {
      transformations.addAll(transformations(fields, layer));
    }
    List<String> names = measures(fields);
    if (architecture.isPresent()) {
      if (transformations.isEmpty()) {
        fields.mistake(
            Reparameterisations.field(1), Mistake.ABSENT, "a list of factors, such as [1, 2, 5]");
      }
      fields.unknownFieldsAreMistakes();
    }
    return new Reparameterisations(seeds, transformations, names);
  }

  private List<Long> seeds(Fields fields) {
    List<Long> seeds =
        fields.read("seeds", Seeds.EXPECTED, Optional.empty(), List.of(), RegimeReader::seeds);
    Set<Long> trained =
        regimes.stream().flatMap(regime -> regime.seeds().stream()).collect(Collectors.toSet());
    List<Long> without = seeds.stream().filter(seed -> !trained.contains(seed)).toList();
    if (!without.isEmpty()) {
      fields.mistake("seeds", Seeds.format(without), "seeds of the experiment; no run has these");
    }
    return seeds;
  }

  private static List<Reparameterisation> transformations(Fields fields, int hiddenLayer) {
    String field = Reparameterisations.field(hiddenLayer);
    Optional<JsonNode> list = fields.find(field);
    List<Reparameterisation> transformations = new ArrayList<>();
    if (list.isEmpty()) {
      return transformations;
    }
    if (!list.get().isArray() || list.get().isEmpty() || list.get().size() > MOST_FACTORS) {
      fields.mistake(
          field, Fields.shown(list.get()), "a list of factors, such as [1, 2, 5, 10, 20]");
      // What stands there was meant to be factors: no second mistake about their absence.
      return List.of(new Reparameterisation(hiddenLayer, 1));
    }
    for (int i = 0; i < list.get().size(); i++) {
      JsonNode element = list.get().get(i);
      double factor = element.isNumber() ? element.asDouble() : Texts.number(element.asText());
      boolean inRange = factor >= SMALLEST_FACTOR && factor <= LARGEST_FACTOR;
      Reparameterisation each = new Reparameterisation(hiddenLayer, inRange ? factor : 1);
      if (!inRange) {
        fields.mistake(
            "%s[%d]".formatted(field, i), Fields.shown(element), "a number from 1e-6 to 1e6");
      } else if (transformations.contains(each)) {
        fields.mistake("%s[%d]".formatted(field, i), Fields.shown(element), "each factor once");
      }
      transformations.add(each);
    }
    return transformations;
  }

  private List<String> measures(Fields fields) {
    List<String> names =
        fields.texts(
            "measures", MOST_MEASURES, "a list of measures, such as [hessian_trace, weight_l2]");
    for (int i = 0; i < names.size(); i++) {
      if (!measured.contains(names.get(i))) {
        fields.mistake(
            "measures[%d]".formatted(i),
            "'" + names.get(i) + "'",
            "one of the experiment's measures: "
                + measured.stream().collect(Collectors.joining(", ")));
      }
    }
    return names;
  }
}
