package io.lowland.analysis.domain;

import io.lowland.network.CheckpointKind;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What was measured of one network on its way through training.
 *
 * @param run id
 * @param regime name
 * @param seed if the checkpoint says
 * @param checkpoint digest
 * @param epoch passes over the training set so far; empty for a final checkpoint that does not say
 * @param kind along training, or final at the end of the way
 * @param values measure → value, by name; without those that have none
 */
public record TrajectoryPoint(
    String run,
    String regime,
    Optional<Long> seed,
    String checkpoint,
    Optional<Integer> epoch,
    CheckpointKind kind,
    SortedMap<String, Double> values) {}
