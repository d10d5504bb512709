package io.lowland.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.measure.TinyContexts;
import io.lowland.random.TorchRandom;
import io.lowland.training.StoppingRule;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingPlan;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReparameterisationTest {
  private static final Architecture ARCHITECTURE = Architecture.of(6, 5, 4, 3);

  /** Float rounding of the transformed parameters, amplified by the few sums that follow. */
  private static final double TOLERANCE = 1e-5;

  @Property(tries = 30)
  void byAPowerOfTwoLeavesInvariantMeasuresAsTheyAreBitForBit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2) int layer,
      @ForAll @IntRange(min = -6, max = 6) int exponent) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext before = TinyContexts.of(network, 30, 20, 9, seed);
    MeasureContext after = transformed(before, layer, Math.scalb(1.0, exponent));
    for (Measure measure : MeasureRegistry.load().measuresFor(ARCHITECTURE)) {
      if (measure.reparameterisationInvariant()) {
        assertThat(measure.measure(after).value())
            .as(measure.name())
            .isEqualTo(measure.measure(before).value());
      }
    }
  }

  @Property(tries = 30)
  void byAnyFactorLeavesInvariantLossesAndNormsWithinTheTolerance(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 2) int layer,
      @ForAll @DoubleRange(min = 0.05, max = 20) double factor) {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(seed));
    MeasureContext before = TinyContexts.of(network, 30, 20, 9, seed);
    MeasureContext after = transformed(before, layer, factor);
    for (String name : List.of("train_loss", "test_loss", "path_norm", "spectral_norm_product")) {
      Measure measure = MeasureRegistry.load().select(ARCHITECTURE, List.of(name)).getFirst();
      double expected = measure.measure(before).value().orElseThrow();
      assertThat(measure.measure(after).value().orElseThrow())
          .as(name)
          .isCloseTo(expected, within(TOLERANCE * expected));
    }
  }

  @Test
  void changesEveryMeasureThatIsFlaggedAsNotInvariant() {
    // Trained, since some measures have no value for a network that guesses.
    MeasureContext before =
        trained(
            TinyContexts.of(Network.initialise(ARCHITECTURE, new TorchRandom(11)), 30, 20, 9, 11));
    for (Measure measure : MeasureRegistry.load().measuresFor(ARCHITECTURE)) {
      if (!measure.reparameterisationInvariant()) {
        boolean changed = false;
        // The large factor leaves the range of float16, which a compressor notices.
        for (int layer = 1; layer <= 2; layer++) {
          for (double factor : new double[] {5, 1e6}) {
            MeasureContext after = transformed(before, layer, factor);
            changed |= !measure.measure(after).value().equals(measure.measure(before).value());
          }
        }
        assertThat(changed).as(measure.name()).isTrue();
      }
    }
  }

  @Test
  void inflatesTheHessianTraceAndKeepsTheWeaknessOfATrainedNetwork() {
    MeasureContext before = ReferenceNetworks.named("mnist-784-64-8-10-n250-seed0").context();
    MeasureContext after = transformed(before, 1, 16);
    assertThat(value("hessian_trace", after)).isGreaterThan(5 * value("hessian_trace", before));
    for (String name :
        List.of(
            "test_accuracy",
            "train_loss",
            "layer_1_patterns_unseen",
            "layer_2_patterns_unseen",
            "train_regions",
            "unseen_only_regions",
            "free_parameters",
            "path_norm")) {
      assertThat(value(name, after)).as(name).isEqualTo(value(name, before));
    }
  }

  @Test
  void byOneChangesNothing() {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(1));
    assertThat(new Reparameterisation(2, 1).apply(network).parameters())
        .isEqualTo(network.parameters());
  }

  @Test
  void refusesLayersAndFactorsThatDoNotExist() {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Reparameterisation(3, 2).apply(network))
        .withMessageContaining("6-5-4-3");
    assertThatIllegalArgumentException().isThrownBy(() -> new Reparameterisation(0, 2));
    for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Reparameterisation(1, factor));
    }
  }

  private static double value(String name, MeasureContext context) {
    return MeasureRegistry.load()
        .select(context.network().architecture(), List.of(name))
        .getFirst()
        .measure(context)
        .value()
        .orElseThrow();
  }

  private static MeasureContext trained(MeasureContext context) {
    var plan = new TrainingPlan(ARCHITECTURE, 11, 9, 0.5, 3_000, new StoppingRule(1, 10, 9));
    Network network = Trainer.train(plan, context.split().training(), (_, _) -> {}).network();
    return new MeasureContext(network, context.split(), context.options(), context.initial());
  }

  private static MeasureContext transformed(MeasureContext context, int layer, double factor) {
    return new MeasureContext(
        new Reparameterisation(layer, factor).apply(context.network()),
        context.split(),
        context.options(),
        context.initial());
  }
}
