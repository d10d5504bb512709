package io.lowland.measure.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.Measurement;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EnsembleAgreementTest {
  private static final Architecture ARCHITECTURE = Architecture.of(5, 4, 3);

  /** Network by network and point by point, as the definition reads. */
  private static double bruteForce(List<MeasureContext> contexts, int network) {
    PointSet unseen = contexts.get(network).split().unseen();
    List<int[]> predictions = contexts.stream().map(EnsembleAgreementTest::predictions).toList();
    double sum = 0;
    int errors = 0;
    for (int point = 0; point < unseen.count(); point++) {
      if (predictions.get(network)[point] == unseen.label(point)) {
        continue;
      }
      int correct = 0;
      for (int other = 0; other < contexts.size(); other++) {
        if (other != network && predictions.get(other)[point] == unseen.label(point)) {
          correct++;
        }
      }
      sum += (double) correct / (contexts.size() - 1);
      errors++;
    }
    return sum / errors;
  }

  private static int[] predictions(MeasureContext context) {
    int[] predicted = new int[context.split().unseen().count()];
    new ForwardPass(context.network())
        .run(
            context.split().unseen(),
            (from, count, activations) -> {
              for (int i = 0; i < count; i++) {
                double[] logits = activations[activations.length - 1];
                int best = 0;
                for (int k = 1; k < 3; k++) {
                  best = logits[i * 3 + k] > logits[i * 3 + best] ? k : best;
                }
                predicted[from + i] = best;
              }
            });
    return predicted;
  }

  private static MeasureContext network(long seed) {
    return TinyContexts.of(
        Network.initialise(ARCHITECTURE, new TorchRandom(seed)), 300, 100, 20, 7);
  }

  @Property(tries = 10)
  void agreementIsTheDefinitionWrittenOut(@ForAll @IntRange(min = 2, max = 9) int networks) {
    List<MeasureContext> contexts =
        IntStream.range(0, networks).mapToObj(EnsembleAgreementTest::network).toList();
    Ensemble ensemble = new Ensemble();
    for (int i = 0; i < networks; i++) {
      Measurement measured = new EnsembleAgreement().measure(contexts.get(i));
      assertThat(measured.reason()).contains(EnsembleAgreement.NEEDS_OTHERS);
      ensemble.put("n" + i, UnseenErrors.find(measured.details()).orElseThrow());
    }
    for (int i = 0; i < networks; i++) {
      assertThat(ensemble.agreement("n" + i).toOptional().orElseThrow())
          .isEqualTo(bruteForce(contexts, i), within(1e-12));
    }
  }

  @Property(tries = 50)
  void neitherOrderNorHistoryShows(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    Map<String, UnseenErrors> errors = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      names.add("n" + i);
      errors.put("n" + i, errors("a", random));
    }
    Ensemble once = new Ensemble();
    names.forEach(name -> once.put(name, errors.get(name)));
    Ensemble often = new Ensemble();
    for (int i = 0; i < 20; i++) {
      String name = names.get(random.nextInt(6));
      if (random.nextBoolean()) {
        often.put(name, errors("ab".substring(i % 2, i % 2 + 1), random));
      } else {
        often.remove(name);
      }
    }
    Collections.shuffle(names, random);
    names.forEach(name -> often.put(name, errors.get(name)));
    for (String name : names) {
      assertThat(often.agreement(name)).isEqualTo(once.agreement(name));
    }
    assertThat(often.networks()).isEqualTo(once.networks());
  }

  private static UnseenErrors errors(String set, Random random) {
    BitSet bits = new BitSet();
    IntStream.range(0, 40).filter(point -> random.nextInt(4) == 0).forEach(bits::set);
    bits.set(7);
    return new UnseenErrors(set, 40, bits);
  }

  private static UnseenErrors wrongOn(String set, int... points) {
    BitSet bits = new BitSet();
    IntStream.of(points).forEach(bits::set);
    return new UnseenErrors(set, 10, bits);
  }

  @Test
  void aNetworkAloneOrWithoutErrorsHasNoAgreement() {
    Ensemble ensemble = new Ensemble();
    ensemble.put("a", wrongOn("one", 1, 2));
    assertThat(ensemble.agreement("a").whyUndefined()).get().asString().contains("no other");
    ensemble.put("elsewhere", wrongOn("two", 1, 2));
    assertThat(ensemble.agreement("a").whyUndefined()).get().asString().contains("no other");
    ensemble.put("b", wrongOn("one"));
    assertThat(ensemble.agreement("a").toOptional()).contains(1.0);
    assertThat(ensemble.agreement("b").whyUndefined())
        .contains("the network misclassifies no unseen point");
    ensemble.put("b", wrongOn("one", 2, 3));
    assertThat(ensemble.agreement("a").toOptional()).contains(0.5);
    assertThatThrownBy(() -> ensemble.agreement("c")).hasMessageContaining("network c");
  }

  @Property(tries = 30)
  void anotherStateOfANetworkIsHeldAgainstTheOthersOnly(
      @ForAll @IntRange(min = 2, max = 6) int networks) {
    List<MeasureContext> contexts =
        new ArrayList<>(
            IntStream.range(0, networks).mapToObj(EnsembleAgreementTest::network).toList());
    Ensemble ensemble = new Ensemble();
    for (int i = 0; i < networks; i++) {
      ensemble.put("n" + i, UnseenErrors.of(contexts.get(i)).orElseThrow());
    }
    UnseenErrors same = UnseenErrors.of(contexts.getFirst()).orElseThrow();
    assertThat(ensemble.agreement(same, "n0")).isEqualTo(ensemble.agreement("n0"));
    // Another state in the place of the first network; nothing else has changed.
    MeasureContext earlier = network(1_000 + networks);
    UnseenErrors errors = UnseenErrors.of(earlier).orElseThrow();
    contexts.set(0, earlier);
    assertThat(ensemble.agreement(errors, "n0").toOptional().orElseThrow())
        .isEqualTo(bruteForce(contexts, 0), within(1e-12));
    assertThat(ensemble.networks()).hasSize(networks);
  }

  @Test
  void anotherStateOfANetworkThatIsNotHereIsHeldAgainstAll() {
    Ensemble ensemble = new Ensemble();
    assertThat(ensemble.agreement(wrongOn("one", 1), "a").whyUndefined())
        .get()
        .asString()
        .contains("no other");
    ensemble.put("b", wrongOn("one", 1));
    ensemble.put("c", wrongOn("one", 2));
    assertThat(ensemble.agreement(wrongOn("one", 1), "a").toOptional()).contains(0.5);
    assertThat(ensemble.agreement(wrongOn("one", 1), "b").toOptional()).contains(1.0);
  }

  @Property(tries = 100)
  void errorsComeOutOfTheirDetailsAsTheyWentIn(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3_000) int points) {
    Random random = new Random(seed);
    BitSet bits = new BitSet();
    IntStream.range(0, points).filter(point -> random.nextBoolean()).forEach(bits::set);
    UnseenErrors errors = new UnseenErrors("set", points, bits);
    assertThat(UnseenErrors.find(errors.details())).contains(errors);
    assertThat(errors.details()).containsEntry(UnseenErrors.COUNT, bits.cardinality());
  }

  @Test
  void detailsThatAreNotErrorsSayWhatWasExpected() {
    Map<String, Object> good = wrongOn("one", 9).details();
    assertThat(UnseenErrors.find(Map.of("total", 1))).isEmpty();
    assertRefused(good, UnseenErrors.POINTS, "10", "details.unseen_points: 10; expected a whole");
    assertRefused(good, UnseenErrors.POINTS, 9, "expected one bit for each of 9 points");
    assertRefused(good, UnseenErrors.POINTS, 0, "0 unseen points; expected 1 to 16777216");
    assertRefused(good, UnseenErrors.POINTS, 16_777_217, "16777217 unseen points; expected 1 to");
    assertRefused(good, UnseenErrors.BITS, "?", "expected one bit for each of 10 points");
    assertRefused(good, UnseenErrors.BITS, "AAAA", "expected one bit for each of 10 points");
    assertRefused(good, UnseenErrors.UNSEEN_SET, 1, "details.unseen_set: 1; expected text");
  }

  private static void assertRefused(
      Map<String, Object> good, String name, Object value, String message) {
    Map<String, Object> bad = new HashMap<>(good);
    bad.put(name, value);
    assertThatThrownBy(() -> UnseenErrors.find(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void unseenSetsDifferWithTheTrainingPoints() {
    Network network = Network.initialise(ARCHITECTURE, new TorchRandom(1));
    String one = set(TinyContexts.of(network, 300, 100, 20, 7));
    assertThat(set(TinyContexts.of(network, 300, 100, 20, 7))).isEqualTo(one);
    assertThat(set(TinyContexts.of(network, 300, 100, 21, 7))).isNotEqualTo(one);
    assertThat(set(TinyContexts.of(network, 300, 100, 20, 8))).isNotEqualTo(one);
  }

  private static String set(MeasureContext context) {
    return UnseenErrors.of(context).orElseThrow().unseenSet();
  }

  @Test
  void aNetworkWhoseLogitsAreNotFiniteHasNoErrorsToCompare() {
    Network broken = Network.initialise(ARCHITECTURE, new TorchRandom(1));
    broken.parameters()[0] = Float.NaN;
    Measurement measured = new EnsembleAgreement().measure(TinyContexts.of(broken));
    assertThat(measured.reason()).contains("some logits are not finite");
    assertThat(UnseenErrors.find(measured.details())).isEmpty();
  }
}
