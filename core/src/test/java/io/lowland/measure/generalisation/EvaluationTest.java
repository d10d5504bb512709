package io.lowland.measure.generalisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import io.lowland.measure.PlainNetwork;
import io.lowland.measure.ReferenceNetworks;
import io.lowland.measure.ReferenceNetworks.Reference;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
  private static final Architecture TINY = Architecture.of(4, 3, 3);

  static List<Reference> references() {
    return ReferenceNetworks.all();
  }

  @ParameterizedTest
  @MethodSource("references")
  void agreesWithPyTorch(Reference reference) {
    MeasureContext context = reference.context();
    String key = reference.expected().has("test_accuracy") ? "test_accuracy" : "test_acc";
    assertThat(value(new TestAccuracy().measure(context)))
        .isEqualTo(reference.expected().get(key).doubleValue(), within(1e-12));
    assertThat(value(new TrainAccuracy().measure(context))).isEqualTo(1);
    assertThat(value(new GeneralisationGap().measure(context)))
        .isEqualTo(1 - reference.expected().get(key).doubleValue(), within(1e-12));
  }

  @Test
  void differenceOfAccuraciesHasNoDigitsThatAreNoise() {
    Evaluation training = new Evaluation(250, 250, 0);
    Evaluation test = new Evaluation(10_000, 7_493, 0);

    assertThat(training.accuracyAbove(test)).isEqualTo(0.2507);
    assertThat(test.accuracyAbove(training)).isEqualTo(-0.2507);
  }

  @Property(tries = 30)
  void lossIsThatOfPlainDoubleCode(@ForAll long seed) {
    Network network = Network.initialise(Architecture.of(5, 4, 3, 3), new TorchRandom(seed));
    MeasureContext context = TinyContexts.of(network, 9, 6, 7, seed);
    PlainNetwork plain = PlainNetwork.of(network);
    assertThat(value(new TrainLoss().measure(context)))
        .isEqualTo(plain.loss(context.split().training()), within(1e-12));
    assertThat(value(new TestLoss().measure(context)))
        .isEqualTo(plain.loss(context.split().test()), within(1e-12));
  }

  @Test
  void ofEqualLogitsTheLowestClassIsPredicted() {
    Network zero = new Network(TINY, new float[TINY.parameterCount()]);
    LabelledImages images = new LabelledImages(2, 2, new byte[12], new byte[] {0, 1, 2});
    Dataset dataset = new Dataset("blank", images, images, 3, "blank");
    MeasureContext context = TinyContexts.of(zero, dataset, 3);
    assertThat(value(new TestAccuracy().measure(context))).isEqualTo(1.0 / 3);
    assertThat(value(new TestLoss().measure(context))).isEqualTo(Math.log(3), within(1e-15));
  }

  @Test
  void logitsThatAreNotFiniteGiveAReasonInsteadOfAValue() {
    float[] parameters = new float[TINY.parameterCount()];
    parameters[TINY.biasOffset(1)] = Float.NaN;
    MeasureContext context = TinyContexts.of(new Network(TINY, parameters));
    for (var measure :
        List.of(
            new TestAccuracy(),
            new TestLoss(),
            new TrainAccuracy(),
            new TrainLoss(),
            new GeneralisationGap())) {
      assertThat(measure.measure(context).reason()).as(measure.name()).isPresent();
    }
  }

  @Test
  void hugeLogitsDoNotOverflowTheLoss() {
    float[] parameters = new float[TINY.parameterCount()];
    parameters[TINY.biasOffset(1)] = 1e30f;
    MeasureContext context = TinyContexts.of(new Network(TINY, parameters));
    int wrong =
        (int)
            java.util.Arrays.stream(context.split().training().labels())
                .filter(y -> y != 0)
                .count();
    assertThat(value(new TrainLoss().measure(context)))
        .isEqualTo((double) 1e30f * wrong / context.split().training().count(), within(1e17));
  }

  private static double value(Measurement measurement) {
    return measurement.value().orElseThrow();
  }
}
