package io.lowland.benchmarks;

import io.lowland.data.DatasetCatalogue;
import io.lowland.data.PointSet;
import io.lowland.data.Split;
import io.lowland.network.Architecture;
import io.lowland.training.StoppingRule;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingListener;
import io.lowland.training.TrainingPlan;
import io.lowland.training.TrainingResult;
import io.lowland.training.TrainingSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Trains once for every line it reads and answers with one line: CPU seconds of the thread, seconds
 * on the clock, final training loss. So that a script can let two programs take turns. A line holds
 * data set, architecture, training points, batch size, learning rate, epochs.
 */
public final class TrainingRounds {
  /** Never looked at: the number of epochs decides. */
  private static final StoppingRule NEVER = new StoppingRule(1, Integer.MAX_VALUE, 1);

  private TrainingRounds() {}

  /** Reads standard input to its end. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    DatasetCatalogue datasets = DatasetCatalogue.ofEnvironment();
    String key = "";
    TrainingSet training = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      if (!key.equals(words[0] + " " + words[2])) {
        key = words[0] + " " + words[2];
        PointSet points = Split.of(datasets.load(words[0]), Integer.parseInt(words[2])).training();
        training = new TrainingSet(points);
      }
      TrainingPlan plan =
          new TrainingPlan(
              Architecture.parse(words[1]),
              0,
              Integer.parseInt(words[3]),
              Double.parseDouble(words[4]),
              Integer.parseInt(words[5]),
              NEVER);
      System.out.println(round(plan, training));
    }
  }

  private static String round(TrainingPlan plan, TrainingSet training) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long clock = System.nanoTime();
    TrainingResult result = Trainer.train(plan, training, TrainingListener.NONE);
    return String.format(
        Locale.ROOT,
        "%.6f %.6f %.6f",
        (threads.getCurrentThreadCpuTime() - cpu) * 1e-9,
        (System.nanoTime() - clock) * 1e-9,
        result.trainLoss());
  }
}
