package io.lowland.analysis.domain;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One run and how far it is.
 *
 * @param run id
 * @param regime name
 * @param seed if the checkpoint says
 * @param state {@code requested}, {@code training}, {@code trained}, {@code measured} or {@code
 *     failed}
 * @param epoch passes over the training set so far
 * @param maxEpochs the most there will be
 * @param trainLoss mean over the last epoch
 * @param reason why it failed
 * @param checkpoint digest of the last checkpoint
 * @param measured measurements that arrived
 * @param expected measurements there will be
 */
public record RunDetails(
    String run,
    String regime,
    Optional<Long> seed,
    String state,
    Optional<Integer> epoch,
    Optional<Integer> maxEpochs,
    OptionalDouble trainLoss,
    Optional<String> reason,
    Optional<String> checkpoint,
    int measured,
    Optional<Integer> expected) {}
