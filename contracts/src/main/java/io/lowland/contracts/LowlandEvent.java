package io.lowland.contracts;

/** What travels as JSON. Each event knows its topic, its key and its CloudEvents type. */
public sealed interface LowlandEvent
    permits ExperimentSubmitted,
        RunRequested,
        TrainingProgress,
        MeasurementTaken,
        CorrelationUpdated {

  /** The topic it is sent to, one of {@link Topics}. */
  String topic();

  /**
   * The record's key. Events with the same key are about the same thing, and the later one replaces
   * the earlier.
   */
  String key();

  /** The id of the experiment it is about. */
  String experiment();

  /** The CloudEvents type, such as {@code io.lowland.run.requested.v1}. */
  String type();
}
