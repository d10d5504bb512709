package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.ValueChange;
import io.lowland.network.Reparameterisation;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One measure of a reparameterised network, beside that of the network itself.
 *
 * @param run id
 * @param regime name
 * @param seed if the checkpoint says
 * @param hiddenLayer l: weights and biases of hidden layer l are multiplied, those that leave it
 *     divided
 * @param layers the same as people say it, {@code 1-2} for l = 1
 * @param factor by which
 * @param measure name
 * @param family the measure's group
 * @param invariant whether the measure is reparameterisation-invariant, and so should not change
 * @param original value of the network itself; empty where it has none, or none yet
 * @param value of the reparameterised network
 * @param ratio value over original
 * @param equal whether both are the same up to {@link ValueChange#TOLERANCE}; empty where the
 *     network itself is not measured yet, or neither has a value
 * @param reason why there is no value, of the reparameterised network or else of the network itself
 */
public record ReparameterisedValue(
    String run,
    String regime,
    Optional<Long> seed,
    int hiddenLayer,
    String layers,
    double factor,
    String measure,
    Optional<MeasureFamily> family,
    boolean invariant,
    OptionalDouble original,
    OptionalDouble value,
    OptionalDouble ratio,
    Optional<Boolean> equal,
    Optional<String> reason) {

  /** The run that a network belongs to. */
  public record Run(String run, String regime, Optional<Long> seed) {}

  /** A value, or why there is none. */
  public record Taken(OptionalDouble value, Optional<String> reason) {}

  /**
   * A value beside the original.
   *
   * @param original empty when the network itself is not measured yet
   */
  public static ReparameterisedValue of(
      Run run,
      Reparameterisation transformation,
      MeasureFacts measure,
      Optional<Taken> original,
      Taken taken) {
    Optional<ValueChange> change =
        original.map(before -> new ValueChange(before.value(), taken.value()));
    int layer = transformation.hiddenLayer();
    return new ReparameterisedValue(
        run.run(),
        run.regime(),
        run.seed(),
        layer,
        layer + "-" + (layer + 1),
        transformation.factor(),
        measure.name(),
        measure.family(),
        measure.reparameterisationInvariant(),
        change.map(ValueChange::original).orElseGet(OptionalDouble::empty),
        taken.value(),
        change.map(ValueChange::ratio).orElseGet(OptionalDouble::empty),
        change.flatMap(ValueChange::equal),
        taken.reason().or(() -> original.flatMap(Taken::reason)));
  }
}
