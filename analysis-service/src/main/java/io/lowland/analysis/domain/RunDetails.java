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
 * @param checkpoint digest of the final checkpoint
 * @param measured measurements of it that arrived
 * @param expected measurements of it there will be
 * @param furtherExpected checkpoints besides the final one, as far as is known
 * @param furtherMeasured those of them that have all their measurements
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
    Optional<Integer> expected,
    int furtherExpected,
    int furtherMeasured) {}
