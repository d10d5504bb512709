package io.lowland.contracts;

import java.util.List;

/**
 * Checkpoints along training, so that measures can be followed over epochs.
 *
 * @param every epochs between them, at least 1; the last epoch's is the final checkpoint
 * @param measures what is measured of them; empty for all that the experiment measures
 */
public record TrainingCheckpoints(int every, List<String> measures) {

  public TrainingCheckpoints {
    if (every < 1) {
      throw new IllegalArgumentException(
          "checkpoints.every: %d; expected at least 1 epoch".formatted(every));
    }
    measures = List.copyOf(measures);
  }

  /** The most of them that a training of {@code maxEpochs} gives. */
  public int atMost(int maxEpochs) {
    return (maxEpochs - 1) / every;
  }
}
