package io.lowland.contracts;

import io.lowland.measure.MeasureFamily;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Reparameterisation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One measure was taken of one checkpoint. Taking it again gives the same key and value, so
 * consumers upsert by {@link #key}.
 *
 * @param checkpoint digest of the checkpoint's bytes
 * @param measure name
 * @param run id; that of the checkpoint when it belongs to no run of Lowland's own
 * @param experiment id; {@code none} when the checkpoint names no experiment
 * @param regime name
 * @param seed if the checkpoint says
 * @param dataset catalogue name
 * @param value the value; empty exactly when there is a reason
 * @param standardError of the value, where it is an estimate
 * @param details evidence and further facts in snake case and JSON types
 * @param reason why there is no value
 * @param family the measure's group; empty when the worker does not know the measure
 * @param reparameterisationInvariant whether the measure depends on the function alone
 * @param seconds wall-clock time of this measure
 * @param expected how many measures of this checkpoint there will be in all: it is complete when
 *     that many different ones have arrived
 * @param kind which of the run's networks was measured; final where an event lacks it
 * @param transformation of a reparameterised network
 * @param runCheckpoints how many checkpoints of the run there are in all, said by the final one of
 *     several; the run has nothing more to come when that many are complete
 * @param training what the checkpoint says about its training, in the keys of its metadata; and, as
 *     {@code dataset_digest}, the SHA-256 of the data it was measured on, where there is a value
 * @param codeVersion of the worker
 */
public record MeasurementTaken(
    String checkpoint,
    String measure,
    String run,
    String experiment,
    String regime,
    Optional<Long> seed,
    String dataset,
    OptionalDouble value,
    OptionalDouble standardError,
    Map<String, Object> details,
    Optional<String> reason,
    Optional<MeasureFamily> family,
    boolean reparameterisationInvariant,
    double seconds,
    int expected,
    CheckpointKind kind,
    Optional<Reparameterisation> transformation,
    Optional<Integer> runCheckpoints,
    Map<String, String> training,
    String codeVersion)
    implements LowlandEvent {

  /** The experiment of a checkpoint that names none. */
  public static final String NO_EXPERIMENT = "none";

  public MeasurementTaken {
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(regime, "regime");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(standardError, "standard_error");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(transformation, "transformation");
    Objects.requireNonNull(runCheckpoints, "run_checkpoints");
    Objects.requireNonNull(codeVersion, "code_version");
    kind = Objects.requireNonNullElse(kind, CheckpointKind.FINAL);
    if (transformation.isPresent() != (kind == CheckpointKind.REPARAMETERISED)) {
      throw new IllegalArgumentException(
          "%s of a checkpoint that is %s; expected a transformation exactly when it is %s"
              .formatted(measure, kind.text(), CheckpointKind.REPARAMETERISED.text()));
    }
    if (value.isPresent() == reason.isPresent()) {
      throw new IllegalArgumentException(
          measure + ": expected either a value or the reason why there is none");
    }
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    training = Collections.unmodifiableMap(new LinkedHashMap<>(training));
  }

  @Override
  public String topic() {
    return Topics.MEASUREMENTS;
  }

  /** {@code CHECKPOINT/MEASURE}. */
  @Override
  public String key() {
    return checkpoint + "/" + measure;
  }

  @Override
  public String type() {
    return "io.lowland.measurement.taken.v1";
  }
}
