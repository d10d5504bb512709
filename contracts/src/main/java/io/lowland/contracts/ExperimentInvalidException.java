package io.lowland.contracts;

import java.util.List;
import java.util.stream.Collectors;

/** An experiment that cannot be run as written, with every mistake found in it. */
public class ExperimentInvalidException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Mistake> mistakes;

  /**
   * The mistakes found in {@code source}.
   *
   * @param source file name or another name of the text
   * @param mistakes at least one
   */
  public ExperimentInvalidException(String source, List<Mistake> mistakes) {
    super(
        mistakes.stream()
            .map(Mistake::toString)
            .collect(Collectors.joining("\n  ", source + ":\n  ", "")));
    this.mistakes = List.copyOf(mistakes);
  }

  /** Every mistake, in the order of the file. */
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
