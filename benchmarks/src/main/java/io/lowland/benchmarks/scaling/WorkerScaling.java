package io.lowland.benchmarks.scaling;

import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.network.Architecture;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Has the same runs done by 1, 2, 4, ... worker processes of one thread each, on a real broker, and
 * compares the results. The workers have done others before, so that their code is compiled.
 *
 * <p>Arguments: {@code train} or {@code measure}; runs (200); numbers of workers (1,2); runs that
 * each worker does before (150: the compiler is at work for so long); and for {@code train} an
 * architecture (784-64-8-10) and training points (250), for {@code measure} probes of the pair
 * proxy (1,000).
 */
public final class WorkerScaling {
  private static final List<String> DATASETS = List.of("mnist", "synthetic-digits");

  private WorkerScaling() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Work work = work(arguments);
    int runs = Integer.parseInt(argument(arguments, 1, "200"));
    int warmUp = Integer.parseInt(argument(arguments, 3, "150"));
    System.out.printf(
        "%d runs: %s; %d cores%n",
        runs, work.description(), Runtime.getRuntime().availableProcessors());
    System.out.printf(
        "%7s %8s %7s %13s %7s %11s %10s  %s%n",
        "workers",
        "seconds",
        "times",
        "runs/s steady",
        "times",
        "workers CPU",
        "others CPU",
        "results");
    Round first = null;
    int firstWorkers = 0;
    for (int workers : counts(argument(arguments, 2, "1,2"))) {
      Round round = new Workers(work, runs, warmUp).share(workers);
      if (first == null) {
        first = round;
        firstWorkers = workers;
      }
      System.out.printf(
          "%7d %8.1f %7.2f %13.2f %7.2f %10.1fs %9.1fs  %s%n",
          workers,
          round.seconds(),
          firstWorkers * first.seconds() / round.seconds(),
          round.steadyRate(),
          firstWorkers * round.steadyRate() / first.steadyRate(),
          round.workers().toMillis() * 1e-3,
          round.others().toMillis() * 1e-3,
          round.values().equals(first.values()) ? "identical" : "DIFFERENT");
    }
  }

  private static Work work(String[] arguments) {
    Dataset dataset = DatasetCatalogue.ofEnvironment().resolve(DATASETS).dataset();
    return switch (argument(arguments, 0, "measure")) {
      case "measure" ->
          new MeasuringWork(dataset, Integer.parseInt(argument(arguments, 4, "1000")));
      case "train" ->
          new TrainingWork(
              dataset,
              Architecture.parse(argument(arguments, 4, "784-64-8-10")),
              Integer.parseInt(argument(arguments, 5, "250")));
      default ->
          throw new IllegalArgumentException(
              "'%s'; expected train or measure".formatted(arguments[0]));
    };
  }

  private static int[] counts(String text) {
    return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static String argument(String[] arguments, int position, String otherwise) {
    return arguments.length > position ? arguments[position] : otherwise;
  }
}
