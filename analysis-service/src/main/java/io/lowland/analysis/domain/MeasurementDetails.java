package io.lowland.analysis.domain;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.network.CheckpointKind;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One measure of one checkpoint.
 *
 * @param run id
 * @param regime name
 * @param seed of the run, if known
 * @param checkpoint digest
 * @param epochs that the checkpoint was trained, if it says so
 * @param kind which of the run's networks it holds
 * @param hiddenLayer that is scaled, of a reparameterised network
 * @param factor by which, of a reparameterised network
 * @param measure name
 * @param value the value; empty when there is a reason
 * @param standardError of the value, where it is an estimate
 * @param reason why there is no value
 * @param seconds wall-clock time of the measure
 * @param codeVersion of the worker
 * @param details evidence and further facts, when asked for
 * @param training what the checkpoint says about its training, when asked for
 */
public record MeasurementDetails(
    String run,
    String regime,
    Optional<Long> seed,
    String checkpoint,
    Optional<Integer> epochs,
    CheckpointKind kind,
    Optional<Integer> hiddenLayer,
    OptionalDouble factor,
    String measure,
    OptionalDouble value,
    OptionalDouble standardError,
    Optional<String> reason,
    double seconds,
    String codeVersion,
    Optional<JsonNode> details,
    Optional<JsonNode> training) {}
