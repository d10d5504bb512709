package io.lowland.analysis.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How new the results of an experiment are.
 *
 * @param changed batches of messages that brought something
 * @param analysed how many of them the correlations are at least as new as
 */
public record Revision(long changed, long analysed) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  /** What {@link #toString} wrote; empty for anything else. */
  public static Optional<Revision> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Revision(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  /** Whether the correlations are as new as what has arrived. */
  public boolean isAnalysed() {
    return analysed >= changed;
  }

  @Override
  public String toString() {
    return changed + "-" + analysed;
  }
}
