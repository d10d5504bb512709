package io.lowland.analysis.domain;

import java.util.Locale;
import java.util.Optional;

/**
 * An experiment and how far it is.
 *
 * @param experiment id
 * @param name empty until the submission arrived, as the following are; empty for good if all
 *     networks were handed in
 * @param description for people
 * @param dataset used: what the submission says, else what all networks measured say alike; so are
 *     {@code trainPoints} and {@code architecture}
 * @param whyNotFirst why it is not the first of the experiment's preference, if it is not
 * @param trainPoints n
 * @param architecture the widths
 * @param status derived from the counts
 * @param runs counts
 * @param furtherCheckpoints those besides the final ones
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
    RunCounts runs,
    FurtherCheckpoints furtherCheckpoints) {

  /** What an experiment is doing. */
  public enum Status {
    /** Nothing was trained or measured yet. */
    WAITING,
    /** Something was, and more is to come. */
    RUNNING,
    /**
     * Every run is measured or failed, and so is every further checkpoint. One made of networks
     * that were handed in runs again when another is.
     */
    FINISHED;

    /**
     * The status that follows from the counts.
     *
     * @param whole whether the number of runs requested is final, as far as is known: a submission
     *     said it, or all runs were handed in
     */
    public static Status of(boolean whole, RunCounts runs, FurtherCheckpoints further) {
      boolean settled = runs.measured() + runs.failed() >= runs.requested();
      if (whole && settled && further.measured() >= further.expected()) {
        return FINISHED;
      }
      return runs.trained() + runs.measured() + runs.failed() + further.expected() > 0
          ? RUNNING
          : WAITING;
    }

    /** The status as it stands in JSON. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How many runs are how far.
   *
   * @param requested by the submission, or heard of where those are more
   * @param trained have a final checkpoint
   * @param measured have all measurements of it, at least one of them with a value
   * @param failed will never have one, or have measurements without any value
   */
  public record RunCounts(int requested, int trained, int measured, int failed) {}

  /**
   * Checkpoints along training and reparameterised variants.
   *
   * @param expected how many there will be, as far as is known: a run says so when it is trained
   * @param measured have all their measurements
   */
  public record FurtherCheckpoints(int expected, int measured) {}
}
