package io.lowland.report;

import java.time.LocalDate;
import java.util.Optional;

/**
 * When a report was written, and by what.
 *
 * @param date the day, in UTC
 * @param version of Lowland
 * @param commit of its source, as git names it, if that is known
 */
public record Imprint(LocalDate date, String version, Optional<String> commit) {

  /** One sentence. */
  public String text() {
    return "Report written on %s (UTC) by Lowland %s%s."
        .formatted(date, version, commit.map(name -> ", commit `" + name + "`").orElse(""));
  }
}
