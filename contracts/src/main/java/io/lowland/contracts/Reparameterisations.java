package io.lowland.contracts;

import io.lowland.network.Reparameterisation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reparameterised variants of trained networks, to see which measures stay as they are when the
 * function does (Bennett 2026, Table 6).
 *
 * @param seeds of the runs they are made of, in whichever regime
 * @param transformations one variant each, in order of layers and as written
 * @param measures what is measured of them; empty for all that the experiment measures
 */
public record Reparameterisations(
    List<Long> seeds, List<Reparameterisation> transformations, List<String> measures) {

  public Reparameterisations {
    seeds = List.copyOf(seeds);
    transformations = List.copyOf(transformations);
    measures = List.copyOf(measures);
  }

  /** The same variants of those runs only that are among {@code others}; empty for none. */
  public Optional<Reparameterisations> among(List<Long> others) {
    Set<Long> wanted = Set.copyOf(others);
    List<Long> both = seeds.stream().filter(wanted::contains).toList();
    return both.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reparameterisations(both, transformations, measures));
  }

  /** The same variants of the run of {@code seed} alone, which is one of {@link #seeds}. */
  Reparameterisations ofOne(long seed) {
    return new Reparameterisations(List.of(seed), transformations, measures);
  }

  /** The field of an experiment file that lists factors for {@code hiddenLayer}. */
  static String field(int hiddenLayer) {
    return "layers_%d_%d".formatted(hiddenLayer, hiddenLayer + 1);
  }
}
