package io.lowland.contracts;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.generalisation.TestAccuracy;
import io.lowland.network.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads {@code measures} of an experiment file. */
final class MeasuresReader {
  private static final int MOST = 1_000;

  /** Some measures are there once per layer; hardly any network has more layers than this one. */
  private static final Architecture OF_MANY_LAYERS =
      Architecture.of(IntStream.generate(() -> 1).limit(33).toArray());

  private final List<Measure> available;
  private final boolean availableKnown;

  /**
   * A reader of names among the measures of {@code registry}.
   *
   * @param architecture empty when it is not known; then a name passes that is a measure of any
   */
  MeasuresReader(MeasureRegistry registry, Optional<Architecture> architecture) {
    available = registry.measuresFor(architecture.orElse(OF_MANY_LAYERS));
    availableKnown = architecture.isPresent();
  }

  /**
   * The names in {@code fields}; none for all that are measured by default. Where some are named,
   * test accuracy is among them, last if it was not named: all are correlated with it.
   */
  List<String> read(Fields fields) {
    List<String> names =
        fields.texts("measures", MOST, "a list of measures, such as [pair_proxy, weight_l2]");
    Set<String> known = new LinkedHashSet<>();
    available.forEach(measure -> known.add(measure.name()));
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!known.contains(name)) {
        fields.mistake(
            "measures[%d]".formatted(i),
            "'" + name + "'",
            Nearest.to(name, known)
                .map("a measure; did you mean %s?"::formatted)
                .orElse(
                    availableKnown
                        ? "one of " + String.join(", ", known)
                        : "a measure (docs/measures.md)"));
      }
    }
    if (names.isEmpty() || names.contains(TestAccuracy.NAME)) {
      return names;
    }
    List<String> all = new ArrayList<>(names);
    all.add(TestAccuracy.NAME);
    return List.copyOf(all);
  }

  /** What an experiment measures that names {@code names}, at most. */
  Set<String> measured(List<String> names) {
    Set<String> measured = new LinkedHashSet<>(names);
    if (names.isEmpty()) {
      available.stream().filter(Measure::isDefault).map(Measure::name).forEach(measured::add);
    }
    return measured;
  }
}
