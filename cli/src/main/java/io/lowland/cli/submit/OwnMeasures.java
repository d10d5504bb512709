package io.lowland.cli.submit;

import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.Nearest;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureJars;
import io.lowland.measure.MeasureRegistry;
import io.lowland.network.Architecture;
import java.nio.file.Path;
import java.util.List;

/** Looks at the measures that are asked for before networks are sent. */
public final class OwnMeasures {
  /** What to do when workers do not have a measure of one's own. */
  static final String REMEDY =
      "%s has to name its jar, and before ./lowland up for a running stack"
          .formatted(MeasureJars.VARIABLE);

  private OwnMeasures() {}

  /**
   * Refuses a network of which a measure is asked for that {@code registry} does not have.
   *
   * @param file that the network is in
   * @param registry what those have who measure
   * @throws CommandFailedException naming the file, the measure and the one that was probably meant
   */
  public static void requireKnown(
      Path file, Architecture architecture, List<String> names, MeasureRegistry registry) {
    List<String> known = registry.measuresFor(architecture).stream().map(Measure::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new CommandFailedException(
            "%s: measures: '%s'; expected a measure%s"
                .formatted(
                    file,
                    name,
                    Nearest.to(name, known)
                        .map("; did you mean %s?"::formatted)
                        .orElse(" of docs/measures.md, or one of your own: " + REMEDY)));
      }
    }
  }
}
