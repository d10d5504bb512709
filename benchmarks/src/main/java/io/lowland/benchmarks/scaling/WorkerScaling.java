package io.lowland.benchmarks.scaling;

import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.network.Architecture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * Has the same runs done by 1, 2, 4, ... worker processes of one thread each and compares time and
 * results. The crews, each with a real broker of its own, start together, do other runs until their
 * code is compiled, and then work by turns for several rounds: what another does on the machine
 * falls on all of them. The ratio of a round is that of two neighbours in time.
 *
 * <p>Arguments: {@code train} or {@code measure}; runs of a round (64, as many for every
 * partition); crews (1,2: processes of one thread; 1x2: one process of two); rounds (9); runs that
 * each thread does before (400: the compiler is at work for so long); and for {@code train} an
 * architecture (784-64-8-10) and training points (250), for {@code measure} probes of the pair
 * proxy (1,000).
 */
public final class WorkerScaling {
  private static final List<String> DATASETS = List.of("mnist", "synthetic-digits");

  private WorkerScaling() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Work work = work(arguments);
    int runs = Integer.parseInt(argument(arguments, 1, "64"));
    List<Shape> shapes =
        Arrays.stream(argument(arguments, 2, "1,2").split(",")).map(Shape::parse).toList();
    int rounds = Integer.parseInt(argument(arguments, 3, "9"));
    int warmUp = Integer.parseInt(argument(arguments, 4, "400"));
    System.out.printf(
        "%d rounds of %d runs: %s; %d cores%n",
        rounds, runs, work.description(), Runtime.getRuntime().availableProcessors());
    List<Crew> crews = new ArrayList<>();
    try {
      for (Shape shape : shapes) {
        crews.add(Crew.start(work, shape, warmUp));
      }
      compare(crews, rounds, runs);
    } finally {
      crews.forEach(Crew::close);
    }
  }

  private static void compare(List<Crew> crews, int rounds, int runs) {
    System.out.printf(
        "%5s %7s %8s %7s %13s %7s %11s %10s  %s%n",
        "round",
        "workers",
        "seconds",
        "times",
        "runs/s steady",
        "times",
        "workers CPU",
        "others CPU",
        "results");
    double[][] seconds = new double[crews.size()][rounds];
    double[][] ratios = new double[crews.size()][rounds];
    double[][] steadyRatios = new double[crews.size()][rounds];
    for (int i = 0; i < rounds; i++) {
      Round first = null;
      for (int c = 0; c < crews.size(); c++) {
        Round round = crews.get(c).share("round" + i, runs);
        first = c == 0 ? round : first;
        seconds[c][i] = round.seconds();
        ratios[c][i] = first.seconds() / round.seconds();
        steadyRatios[c][i] = round.steadyRate() / first.steadyRate();
        System.out.printf(
            "%5d %7s %8.1f %7.2f %13.2f %7.2f %10.1fs %9.1fs  %s%n",
            i + 1,
            crews.get(c).shape(),
            round.seconds(),
            ratios[c][i],
            round.steadyRate(),
            steadyRatios[c][i],
            round.workers().toMillis() * 1e-3,
            round.others().toMillis() * 1e-3,
            round.values().equals(first.values()) ? "identical" : "DIFFERENT");
      }
    }
    for (int c = 1; c < crews.size(); c++) {
      System.out.printf(
          "%s workers against %s: medians %.1f and %.1f s, %.2f times as fast; "
              + "median of the rounds' ratios %s, steady %s%n",
          crews.get(c).shape(),
          crews.get(0).shape(),
          median(seconds[c]),
          median(seconds[0]),
          median(seconds[0]) / median(seconds[c]),
          summary(ratios[c]),
          summary(steadyRatios[c]));
    }
  }

  /** Median, least and largest. */
  private static String summary(double[] ratios) {
    DoubleSummaryStatistics all = Arrays.stream(ratios).summaryStatistics();
    return "%.2f (%.2f to %.2f)".formatted(median(ratios), all.getMin(), all.getMax());
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Work work(String[] arguments) {
    Dataset dataset = DatasetCatalogue.ofEnvironment().resolve(DATASETS).dataset();
    return switch (argument(arguments, 0, "measure")) {
      case "measure" ->
          new MeasuringWork(dataset, Integer.parseInt(argument(arguments, 5, "1000")));
      case "train" ->
          new TrainingWork(
              dataset,
              Architecture.parse(argument(arguments, 5, "784-64-8-10")),
              Integer.parseInt(argument(arguments, 6, "250")));
      default ->
          throw new IllegalArgumentException(
              "'%s'; expected train or measure".formatted(arguments[0]));
    };
  }

  private static String argument(String[] arguments, int position, String otherwise) {
    return arguments.length > position ? arguments[position] : otherwise;
  }
}
