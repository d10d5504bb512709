package io.lowland.measure.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.Measurement;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.training.StoppingRule;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingPlan;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class PacBayesTest {
  private static final Architecture ARCHITECTURE = Architecture.of(6, 8, 3);
  private static final MeasureContext TRAINED = trained();

  private static MeasureContext trained() {
    float[] zeros = new float[ARCHITECTURE.parameterCount()];
    MeasureContext context = TinyContexts.of(new Network(ARCHITECTURE, zeros), 30, 5, 20, 3);
    var plan = new TrainingPlan(ARCHITECTURE, 5, 5, 0.5, 400, new StoppingRule(1, 10, 20));
    Network network =
        Trainer.train(plan, context.split().training(), (epoch, loss) -> {}).network();
    return new MeasureContext(network, context.split(), MeasureOptions.PAPER, context.initial());
  }

  @Test
  void sigmaIsWhereThePlainAccuracyFallsByATenth() {
    for (boolean magnitudeAware : new boolean[] {false, true}) {
      var tolerated =
          (magnitudeAware
                  ? NoiseTolerance.magnitudeAware(TRAINED)
                  : NoiseTolerance.uniform(TRAINED))
              .orElseThrow();
      // Of 10 · 20 classifications with noise, one in ten may be lost.
      int least = plainlyCorrect(TRAINED.network(), 0, magnitudeAware, false) - 20;
      assertThat(plainlyCorrect(TRAINED.network(), tolerated.sigma(), magnitudeAware, true))
          .isGreaterThanOrEqualTo(least);
      assertThat(plainlyCorrect(TRAINED.network(), tolerated.beyond(), magnitudeAware, true))
          .isLessThan(least);
      assertThat(tolerated.beyond())
          .isEqualTo(tolerated.sigma(), within(0.002 * tolerated.sigma()));
    }
  }

  @Test
  void boundsAreTheFormulasWrittenOut() {
    float[] now = TRAINED.network().parameters();
    float[] before = TRAINED.initial().orElseThrow().parameters();
    double sigma = NoiseTolerance.uniform(TRAINED).orElseThrow().sigma();
    double aware = NoiseTolerance.magnitudeAware(TRAINED).orElseThrow().sigma();
    double fromOrigin = 0;
    double fromInitial = 0;
    for (int i = 0; i < now.length; i++) {
      fromOrigin += Math.pow(now[i], 2);
      fromInitial += Math.pow((double) now[i] - before[i], 2);
    }
    double magnitudeOrigin = 0;
    double magnitudeInitial = 0;
    for (int i = 0; i < now.length; i++) {
      double below = 1e-6 + Math.pow(aware * ((double) now[i] - before[i]), 2);
      double share = (aware * aware + 1) / now.length;
      magnitudeOrigin += Math.log((1e-6 + share * fromOrigin) / below) / 4;
      magnitudeInitial += Math.log((1e-6 + share * fromInitial) / below) / 4;
    }
    double rest = Math.log(20 / sigma) + 10;
    double awareRest = Math.log(20 / aware) + 10;
    assertClose("pac_bayes_origin", fromOrigin / (4 * sigma * sigma) + rest);
    assertClose("pac_bayes_initialisation", fromInitial / (4 * sigma * sigma) + rest);
    assertClose("pac_bayes_flatness", 1 / (sigma * sigma));
    assertClose("pac_bayes_magnitude_origin", magnitudeOrigin + awareRest);
    assertClose("pac_bayes_magnitude_initialisation", magnitudeInitial + awareRest);
    assertClose("pac_bayes_magnitude_flatness", 1 / (aware * aware));
  }

  @Test
  void aNetworkThatClassifiesAtRandomHasNoSigma() {
    MeasureContext context = TinyContexts.of(new Network(Architecture.of(2, 2, 1), new float[9]));
    assertThat(measured("pac_bayes_flatness", context).reason().orElseThrow()).contains("noise");
  }

  @Test
  void withoutInitialParametersTheBoundsThatNeedThemGiveAReason() {
    var context = new MeasureContext(TRAINED.network(), TRAINED.split(), TRAINED.options());
    assertThat(measured("pac_bayes_initialisation", context).reason()).isPresent();
    assertThat(measured("pac_bayes_magnitude_origin", context).reason()).isPresent();
    assertThat(measured("pac_bayes_origin", context).value()).isPresent();
  }

  private static int plainlyCorrect(
      Network network, double sigma, boolean magnitudeAware, boolean noisy) {
    PointSet points = TRAINED.split().training();
    int correct = 0;
    for (int seed = 0; seed < 10; seed++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      double[] moved = PlainNetwork.parameters(network);
      for (int i = 0; noisy && i < moved.length; i++) {
        double deviation = magnitudeAware ? Math.hypot(sigma * moved[i], 1e-3) : sigma;
        moved[i] += deviation * random.nextGaussian();
      }
      for (int i = 0; i < points.count(); i++) {
        double[] logits =
            new PlainNetwork(network.architecture(), moved).logits(PlainNetwork.pixels(points, i));
        int best = 0;
        for (int k = 1; k < logits.length; k++) {
          best = logits[k] > logits[best] ? k : best;
        }
        correct += best == points.label(i) ? 1 : 0;
      }
    }
    return correct;
  }

  private static void assertClose(String name, double expected) {
    assertThat(measured(name, TRAINED).value().orElseThrow())
        .as(name)
        .isEqualTo(expected, within(1e-9 * Math.abs(expected)));
  }

  private static Measurement measured(String name, MeasureContext context) {
    return MeasureRegistry.load()
        .select(context.network().architecture(), List.of(name))
        .getFirst()
        .measure(context);
  }
}
