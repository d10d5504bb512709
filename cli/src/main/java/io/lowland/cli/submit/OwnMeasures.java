package io.lowland.cli.submit;

import io.lowland.cli.CommandFailedException;
import io.lowland.contracts.Nearest;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureRegistry;
import java.util.List;

/** Looks at the measures that are asked for before networks are sent. */
public final class OwnMeasures {
  private OwnMeasures() {}

  /**
   * Refuses a network of which a measure is asked for that {@code registry} does not have, for
   * workers on this machine.
   *
   * @throws CommandFailedException naming the file, the measure and the one that was probably meant
   */
  public static void requireKnown(OwnNetwork network, MeasureRegistry registry) {
    List<String> known =
        registry.measuresFor(network.checkpoint().network().architecture()).stream()
            .map(Measure::name)
            .toList();
    for (String name : network.description().measures()) {
      if (!known.contains(name)) {
        throw new CommandFailedException(
            "%s: measures: '%s'; expected a measure%s"
                .formatted(
                    network.file(),
                    name,
                    Nearest.to(name, known)
                        .map("; did you mean %s?"::formatted)
                        .orElse(
                            " of docs/measures.md, or one of your own from a jar that LOWLAND_MEASURES names here, too")));
      }
    }
  }
}
