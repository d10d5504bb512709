package io.lowland.benchmarks;

import io.lowland.data.DatasetCatalogue;
import io.lowland.data.Split;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.Measurement;
import io.lowland.measure.weakness.PairProxy;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.training.StoppingRule;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingPlan;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pair proxy of one freshly trained network of the paper's pair-proxy experiment, everything
 * included: frozen features, all projections, the checks of all evidence.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-XX:+UseSerialGC"
    })
@Warmup(iterations = 3, time = 2)
@org.openjdk.jmh.annotations.Measurement(iterations = 5, time = 2)
public class PairProxyBenchmark {

  /** The first that can be had is used. */
  @Param("mnist,synthetic-digits")
  public String datasets;

  @Param({"0", "1"})
  public long seed;

  @Param({"100", "1000"})
  public int probes;

  private Network network;
  private Split split;

  /** Trains the network. */
  @Setup
  public void train() {
    List<String> preference = List.of(datasets.split(","));
    split = Split.of(DatasetCatalogue.ofEnvironment().resolve(preference).dataset(), 250);
    var plan =
        new TrainingPlan(Architecture.parse("784-64-8-10"), seed, 64, 0.1, 500, StoppingRule.PAPER);
    network = Trainer.train(plan, split.training(), (_, _) -> {}).network();
  }

  /** One measurement, from the network to its verdicts. */
  @Benchmark
  public Measurement pairProxy() {
    var context = new MeasureContext(network, split, MeasureOptions.PAPER.withProbes(probes));
    return new PairProxy().measure(context);
  }
}
