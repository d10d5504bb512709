package io.lowland.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.data.PointSet;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The optimisers against formulas written down once more, in plain double arithmetic. */
class OptimiserTest {
  private static final StoppingRule NEVER = new StoppingRule(1, 1_000_000, 1);
  private static final Architecture ARCHITECTURE = Architecture.of(12, 9, 5, 3);

  @Property(tries = 20)
  void momentumAndWeightDecayFollowPyTorchsFormulas(
      @ForAll @IntRange(min = 1, max = 600) int n,
      @ForAll @IntRange(min = 0, max = 9) int momentum,
      @ForAll @IntRange(min = 0, max = 9) int decay,
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    agree(new Sgd(momentum / 10.0, decay / 100.0), n, Math.ceilDiv(n, 4), 0.05, seed);
  }

  @Property(tries = 20)
  void sharpnessAwareMinimisationFollowsItsPaper(
      @ForAll @IntRange(min = 1, max = 600) int n,
      @ForAll @IntRange(min = 0, max = 9) int momentum,
      @ForAll @IntRange(min = 0, max = 1) int decay,
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    agree(new Sam(0.02, momentum / 10.0, decay / 10.0), n, Math.ceilDiv(n, 3), 0.05, seed);
  }

  @Property(tries = 20)
  void adaptiveSharpnessAwareMinimisationFollowsItsPaper(
      @ForAll @IntRange(min = 1, max = 600) int n,
      @ForAll @IntRange(min = 0, max = 9) int momentum,
      @ForAll @IntRange(min = 0, max = 1) int decay,
      @ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    agree(new Asam(0.1, 0.01, momentum / 10.0, decay / 10.0), n, Math.ceilDiv(n, 3), 0.05, seed);
  }

  private static void agree(Optimiser optimiser, int n, int batchSize, double rate, int seed) {
    PointSet points = points(n, seed);
    TrainingPlan plan =
        new TrainingPlan(
            ARCHITECTURE, seed, batchSize, rate, 1, NEVER, optimiser, Schedule.CONSTANT);
    float[] trained = Trainer.train(plan, points, TrainingListener.NONE).network().parameters();

    TorchRandom random = new TorchRandom(seed);
    double[] w = widened(Network.initialise(ARCHITECTURE, random).parameters());
    double[] velocity = new double[w.length];
    int[] order = random.permutation(n);
    DoubleGradient oracle = new DoubleGradient(ARCHITECTURE, points);
    for (int from = 0; from < n; from += batchSize) {
      int size = Math.min(batchSize, n - from);
      double[] at = worstPointNearby(optimiser, w, oracle.gradient(w, order, from, size));
      double[] gradient = oracle.gradient(at, order, from, size);
      for (int i = 0; i < w.length; i++) {
        velocity[i] =
            optimiser.momentum() * velocity[i] + gradient[i] + optimiser.weightDecay() * w[i];
        w[i] -= rate * velocity[i];
      }
    }
    // A hidden unit that is nearly off may be on in the other arithmetic: a step of 1e-5 at most.
    for (int i = 0; i < w.length; i++) {
      assertThat((double) trained[i]).isCloseTo(w[i], within(2e-5));
    }
  }

  private static double[] worstPointNearby(Optimiser optimiser, double[] w, double[] gradient) {
    double rho =
        switch (optimiser) {
          case Sgd _ -> 0;
          case Sam sam -> sam.rho();
          case Asam asam -> asam.rho();
        };
    double[] scale = new double[w.length];
    double norm = 0;
    for (int i = 0; i < w.length; i++) {
      scale[i] = optimiser instanceof Asam asam ? Math.abs(w[i]) + asam.eta() : 1;
      norm = Math.hypot(norm, scale[i] * gradient[i]);
    }
    double[] worst = w.clone();
    for (int i = 0; i < w.length; i++) {
      worst[i] += norm == 0 ? 0 : rho * scale[i] * scale[i] * gradient[i] / norm;
    }
    return worst;
  }

  @Property(tries = 10)
  void aNeighbourhoodOfRadiusZeroIsPlainDescentBitForBit(
      @ForAll @IntRange(min = 1, max = 700) int n,
      @ForAll @IntRange(min = 1, max = 800) int batchSize,
      @ForAll @IntRange(min = 0, max = 1) int momentum,
      @ForAll @IntRange(min = 0, max = 1_000) int seed) {
    double kept = 0.9 * momentum;
    float[] expected = train(new Sgd(kept, 0.01 * momentum), n, batchSize, seed);
    assertThat(train(new Sam(0, kept, 0.01 * momentum), n, batchSize, seed)).isEqualTo(expected);
    assertThat(train(new Asam(0, 0.01, kept, 0.01 * momentum), n, batchSize, seed))
        .isEqualTo(expected);
    assertThat(train(new Sam(0.1, kept, 0.01 * momentum), n, batchSize, seed))
        .isNotEqualTo(expected);
  }

  @Test
  void withoutMomentumAndDecayItIsThePapersDescentBitForBit() {
    TrainingPlan paper = new TrainingPlan(ARCHITECTURE, 4, 64, 0.1, 3, NEVER);
    assertThat(train(new Sgd(0, 0), 300, 64, 4))
        .isEqualTo(
            Trainer.train(paper, points(300, 4), TrainingListener.NONE).network().parameters());
  }

  @Test
  void weightDecayShrinksWeightsOfPixelsThatAreAlwaysBlack() {
    Network initial = Network.initialise(ARCHITECTURE, new TorchRandom(7));
    float[] trained = train(new Sgd(0, 0.5), 40, 40, 7);
    // The first pixel of the test images is black; three steps of 1 - 0.1 · 0.5.
    assertThat((double) trained[0])
        .isCloseTo(initial.parameters()[0] * Math.pow(0.95, 3), within(1e-7));
  }

  @Test
  void theScheduleChangesTheLearningRateAfterItsShareOfTheEpochs() {
    PointSet points = points(60, 5);
    TrainingPlan full = new TrainingPlan(ARCHITECTURE, 5, 20, 0.2, 8, NEVER);
    float[] before = Trainer.train(full, points, TrainingListener.NONE).network().parameters();
    List<Double> losses = new ArrayList<>();
    TrainingPlan scheduled =
        new TrainingPlan(
            ARCHITECTURE, 5, 20, 0.2, 10, NEVER, Sgd.PLAIN, new Schedule(0.8, Float.MIN_VALUE));
    float[] after =
        Trainer.train(scheduled, points, (_, loss) -> losses.add(loss)).network().parameters();

    assertThat(losses).hasSize(10);
    // Eight epochs at the full rate, then two that are too small to move anything.
    assertThat(after).isEqualTo(before);
    TrainingPlan later =
        new TrainingPlan(
            ARCHITECTURE, 5, 20, 0.2, 10, NEVER, Sgd.PLAIN, new Schedule(0.9, Float.MIN_VALUE));
    assertThat(Trainer.train(later, points, TrainingListener.NONE).network().parameters())
        .isNotEqualTo(before);
  }

  @Test
  void trainingStopsAtALossOrWhenLossAndAccuracyAreBothReached() {
    PointSet points = points(30, 1);
    TrainingResult byLoss = trainUntil(points, OptionalDouble.empty(), OptionalDouble.of(0.5));
    assertThat(byLoss.stoppedByRule()).isTrue();
    assertThat(byLoss.trainLoss()).isLessThanOrEqualTo(0.5);

    TrainingResult byAccuracy = trainUntil(points, OptionalDouble.of(0.6), OptionalDouble.empty());
    TrainingResult byBoth = trainUntil(points, OptionalDouble.of(0.6), OptionalDouble.of(0.5));
    assertThat(byBoth.epochs()).isEqualTo(Math.max(byLoss.epochs(), byAccuracy.epochs()));
    assertThat(byLoss.epochs()).isNotEqualTo(byAccuracy.epochs());
  }

  private static TrainingResult trainUntil(
      PointSet points, OptionalDouble accuracy, OptionalDouble loss) {
    return Trainer.train(
        new TrainingPlan(
            ARCHITECTURE, 1, 5, 0.3, 2_000, new StoppingRule(accuracy, loss, 1, 10_000)),
        points,
        TrainingListener.NONE);
  }

  @Test
  void impossibleOptimisersAreRejectedByField() {
    assertThatThrownBy(() -> new Sgd(1, 0)).hasMessageContaining("momentum: 1.0; expected");
    assertThatThrownBy(() -> new Sam(0.1, 0, -1)).hasMessageContaining("weight_decay: -1.0");
    assertThatThrownBy(() -> new Sam(Double.NaN, 0, 0)).hasMessageContaining("optimiser.rho: NaN");
    assertThatThrownBy(() -> new Asam(1, -1, 0, 0)).hasMessageContaining("optimiser.eta: -1.0");
    assertThatThrownBy(() -> new Schedule(0, 1)).hasMessageContaining("schedule.at: 0.0");
    assertThatThrownBy(() -> new Schedule(1, 0)).hasMessageContaining("schedule.factor: 0.0");
    assertThatThrownBy(
            () -> new StoppingRule(OptionalDouble.empty(), OptionalDouble.empty(), 10, 10))
        .hasMessageContaining("expected train_accuracy or train_loss");
    assertThatThrownBy(() -> new StoppingRule(OptionalDouble.empty(), OptionalDouble.of(0), 10, 10))
        .hasMessageContaining("stop.train_loss: 0.0");
  }

  private static float[] train(Optimiser optimiser, int n, int batchSize, int seed) {
    TrainingPlan plan =
        new TrainingPlan(
            ARCHITECTURE, seed, batchSize, 0.1, 3, NEVER, optimiser, Schedule.CONSTANT);
    return Trainer.train(plan, points(n, seed), TrainingListener.NONE).network().parameters();
  }

  private static double[] widened(float[] parameters) {
    return IntStream.range(0, parameters.length).mapToDouble(i -> parameters[i]).toArray();
  }

  /** Random images of 12 pixels, the first of which is black, with random labels. */
  private static PointSet points(int count, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[12 * count];
    byte[] labels = new byte[count];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 12 == 0 || random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(255));
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(3);
    }
    LabelledImages images = new LabelledImages(1, 12, bytes, labels);
    return PointSet.of(
        new Dataset("random", images, images, 3, "none"), IntStream.range(0, count).toArray());
  }
}
