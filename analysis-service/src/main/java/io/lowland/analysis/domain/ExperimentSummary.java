package io.lowland.analysis.domain;

import java.util.Locale;
import java.util.Optional;

/**
 * An experiment and how far it is.
 *
 * @param experiment id
 * @param name empty until the submission arrived, as the following are
 * @param description for people
 * @param dataset used
 * @param whyNotFirst why it is not the first of the experiment's preference, if it is not
 * @param trainPoints n
 * @param architecture the widths
 * @param status derived from the counts
 * @param runs counts
 */
public record ExperimentSummary(
    String experiment,
    Optional<String> name,
    Optional<String> description,
    Optional<String> dataset,
    Optional<String> whyNotFirst,
    Optional<Integer> trainPoints,
    Optional<String> architecture,
    Status status,
    RunCounts runs) {

  /** What an experiment is doing. */
  public enum Status {
    /** Nothing was trained or measured yet. */
    WAITING,
    /** Something was, and more is to come. */
    RUNNING,
    /** Every run is measured or failed. */
    FINISHED;

    /** The status as it stands in JSON. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How many runs are how far.
   *
   * @param requested by the submission, or heard of where those are more
   * @param trained have a checkpoint
   * @param measured have all their measurements
   * @param failed will never have a checkpoint
   */
  public record RunCounts(int requested, int trained, int measured, int failed) {

    /** The status that follows; {@code submitted} says whether {@code requested} is final. */
    public Status status(boolean submitted) {
      if (submitted && measured + failed >= requested) {
        return Status.FINISHED;
      }
      return trained + measured + failed > 0 ? Status.RUNNING : Status.WAITING;
    }
  }
}
