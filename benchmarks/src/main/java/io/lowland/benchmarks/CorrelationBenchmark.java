package io.lowland.benchmarks;

import io.lowland.statistics.CorrelationTable;
import io.lowland.statistics.MeasureCorrelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All correlations of an experiment with test accuracy, from its values to Spearman's ρ, Kendall's
 * τ, their p-values, bootstrap intervals of 2,000 resamples and Holm's adjustment. Test accuracies
 * are tied as those of 10,000 images are; measures with ties are counts.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class CorrelationBenchmark {
  private static final double IMAGES = 10_000;

  @Param("1000")
  private int runs;

  @Param("30")
  private int measures;

  /** Which measures have ties: every {@code tied}-th; 0 for none, and no tied accuracy either. */
  @Param({"0", "1", "3"})
  private int tied;

  /** 0 for the common pool: all cores. */
  @Param({"0", "1"})
  private int threads;

  private List<OptionalDouble> accuracy;
  private final SequencedMap<String, List<OptionalDouble>> values = new LinkedHashMap<>();
  private ForkJoinPool pool;

  @Setup
  public void draw() {
    Random random = new Random(1);
    double[] target =
        DoubleStream.generate(() -> 0.76 + 0.02 * random.nextGaussian())
            .map(y -> tied == 0 ? y : Math.round(IMAGES * y) / IMAGES)
            .limit(runs)
            .toArray();
    accuracy = DoubleStream.of(target).mapToObj(OptionalDouble::of).toList();
    for (int m = 0; m < measures; m++) {
      boolean count = tied > 0 && m % tied == 0;
      values.put(
          "measure " + m,
          DoubleStream.of(target)
              .map(y -> y + 0.05 * random.nextGaussian())
              .map(x -> count ? Math.round(1_000 * x) : x)
              .mapToObj(OptionalDouble::of)
              .toList());
    }
    pool = threads == 0 ? ForkJoinPool.commonPool() : new ForkJoinPool(threads);
  }

  @TearDown
  public void close() {
    pool.close();
  }

  @Benchmark
  public List<MeasureCorrelation> recompute() throws InterruptedException, ExecutionException {
    return threads == 0
        ? CorrelationTable.of(accuracy, values, 1)
        : pool.submit(() -> CorrelationTable.of(accuracy, values, 1)).get();
  }
}
