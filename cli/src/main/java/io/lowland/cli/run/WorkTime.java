package io.lowland.cli.run;

import io.lowland.cli.stack.StackDirectory;
import java.time.Duration;

/**
 * How long a run has been worked on: the sum of its parts, when it was interrupted. What a part
 * took is kept in the run's record while it goes on, so that it is known however it ends.
 */
final class WorkTime {
  private static final long BETWEEN_RECORDS = Duration.ofSeconds(1).toNanos();

  private final StackDirectory directory;
  private final long start;
  private final double before;
  private long lastRecord;

  /**
   * The time of the run in {@code directory}.
   *
   * @param start {@link System#nanoTime} when this part began
   */
  WorkTime(StackDirectory directory, long start) {
    this.directory = directory;
    this.start = start;
    this.before = record().seconds();
    this.lastRecord = start - BETWEEN_RECORDS;
  }

  private RunRecord record() {
    return RunRecord.in(directory).orElseThrow();
  }

  /** Seconds, those of former parts included. */
  double seconds() {
    return before + (System.nanoTime() - start) / 1e9;
  }

  /** Keeps the time, unless that was done just now. */
  void keep() {
    long now = System.nanoTime();
    if (now - lastRecord >= BETWEEN_RECORDS) {
      lastRecord = now;
      record().workedOnFor(seconds()).write(directory);
    }
  }
}
