package io.lowland.cli.stack;

/**
 * How many processes and threads the stack has.
 *
 * @param workers metrics processes
 * @param trainerThreads networks trained side by side
 * @param metricsThreads networks measured side by side in each metrics process
 * @param brief whether the stack ends before the full compiler's work on the analysis pays
 */
public record StackOptions(int workers, int trainerThreads, int metricsThreads, boolean brief) {

  /**
   * Networks up to which the analysis of one experiment is brief: compiling it in full takes 8 s of
   * processor, more than the statistics of so many take without (docs/performance.md).
   */
  private static final int MOST_OF_A_BRIEF_ANALYSIS = 300;

  /** The most metrics processes: the checkpoints topic has as many partitions. */
  public static final int MAX_WORKERS = Topology.PARTITIONS;

  public StackOptions {
    if (workers < 1 || workers > MAX_WORKERS) {
      throw new IllegalArgumentException(
          "--workers: %d; expected 1 to %d".formatted(workers, MAX_WORKERS));
    }
  }

  /**
   * Lets training and measuring share the machine: each may use every core, because training comes
   * first and measuring goes on when it is over.
   */
  public static StackOptions forMachine(int workers) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new StackOptions(workers, cores, Math.max(1, cores / Math.max(1, workers)), false);
  }

  /** The same for one experiment of {@code networks} alone. */
  public StackOptions forOne(int networks) {
    return new StackOptions(
        workers, trainerThreads, metricsThreads, networks <= MOST_OF_A_BRIEF_ANALYSIS);
  }
}
