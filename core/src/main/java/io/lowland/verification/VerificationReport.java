package io.lowland.verification;

import java.util.List;
import java.util.OptionalInt;

/**
 * What re-checking a file of evidence found.
 *
 * @param dataset name of the data set the evidence is about
 * @param probes how many probes the evidence is about; empty for files of former versions, of which
 *     nobody can tell whether something was cut off
 * @param classifiers classifiers whose margins on all training points were re-checked
 * @param feasible pairs confirmed feasible
 * @param infeasible pairs confirmed infeasible up to {@code largestMarginBound}
 * @param undecided pairs that the file itself leaves undecided
 * @param largestMarginBound the largest relative margin that any certificate of infeasibility
 *     leaves possible
 * @param problems what did not hold, one sentence each, at most {@link #MOST_PROBLEMS}
 * @param problemCount how many there were
 */
public record VerificationReport(
    String dataset,
    OptionalInt probes,
    int classifiers,
    int feasible,
    int infeasible,
    int undecided,
    double largestMarginBound,
    List<String> problems,
    int problemCount) {

  /** Problems beyond this many are only counted. */
  public static final int MOST_PROBLEMS = 20;

  public VerificationReport {
    problems = List.copyOf(problems);
  }

  /** Whether everything held. */
  public boolean confirmed() {
    return problemCount == 0;
  }
}
