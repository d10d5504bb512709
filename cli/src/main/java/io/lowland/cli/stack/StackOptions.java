package io.lowland.cli.stack;

/**
 * How many processes and threads the stack has.
 *
 * @param workers metrics processes
 * @param trainerThreads networks trained side by side
 * @param metricsThreads networks measured side by side in each metrics process
 */
public record StackOptions(int workers, int trainerThreads, int metricsThreads) {

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
    return new StackOptions(workers, cores, Math.max(1, cores / Math.max(1, workers)));
  }
}
