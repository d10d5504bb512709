package io.lowland.contracts;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every topic of Lowland and how it is kept. */
public final class Topics {
  /** Accepted experiments, by experiment id; {@link ExperimentSubmitted}. */
  public static final String EXPERIMENTS = "lowland.experiments";

  /** Networks to train, by run id; {@link RunRequested}. */
  public static final String RUNS = "lowland.runs";

  /** Trained networks, by run id; safetensors files or {@link ClaimCheck claim checks}. */
  public static final String CHECKPOINTS = "lowland.checkpoints";

  /** Measurements, by checkpoint and measure; {@link MeasurementTaken}. */
  public static final String MEASUREMENTS = "lowland.measurements";

  /** Present correlations, by experiment, measure and regime; {@link CorrelationUpdated}. */
  public static final String CORRELATIONS = "lowland.correlations";

  /** Present state of every run, by run id; {@link TrainingProgress}. */
  public static final String PROGRESS = "lowland.progress";

  /** What could not be processed, as received, with the reason in headers. */
  public static final String DEAD_LETTERS = "lowland.dead-letters";

  /**
   * Partitions of the topics whose messages are work: the most consumers that can share it, and
   * enough that a handful of consumers get about the same.
   */
  public static final int WORK_PARTITIONS = 32;

  private static final int RESULT_PARTITIONS = 4;
  private static final Duration KEPT = Duration.ofDays(30);

  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");
  private static final Map<String, String> KEPT_FOR_A_MONTH =
      Map.of("cleanup.policy", "delete", "retention.ms", String.valueOf(KEPT.toMillis()));

  private static final List<TopicDefinition> ALL =
      List.of(
          new TopicDefinition(EXPERIMENTS, 1, COMPACTED),
          new TopicDefinition(RUNS, WORK_PARTITIONS, KEPT_FOR_A_MONTH),
          new TopicDefinition(CHECKPOINTS, WORK_PARTITIONS, KEPT_FOR_A_MONTH),
          new TopicDefinition(MEASUREMENTS, RESULT_PARTITIONS, KEPT_FOR_A_MONTH),
          new TopicDefinition(CORRELATIONS, 1, COMPACTED),
          new TopicDefinition(PROGRESS, RESULT_PARTITIONS, COMPACTED),
          new TopicDefinition(DEAD_LETTERS, 1, KEPT_FOR_A_MONTH));

  private Topics() {}

  /** All topics. */
  public static List<TopicDefinition> all() {
    return ALL;
  }
}
