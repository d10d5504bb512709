package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.data.Split;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.Measurement;
import io.lowland.measure.TinyContexts;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import io.lowland.training.ReferenceData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairProxyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist-784-64-8-10-n250-seed0",
        "mnist-784-64-8-10-n250-seed1",
        "fashion-mnist-784-64-8-10-n250-seed0",
        "fashion-mnist-784-64-8-10-n250-seed1"
      })
  void everyVerdictEqualsThatOfThePaperSLinearPrograms(String name) {
    JsonNode facts = ReferenceData.facts(name);
    MeasureContext context = context(name, facts);
    Measurement measurement = new PairProxy().measure(context);

    List<String> expected = new ArrayList<>();
    facts.get("feasible_classes_by_probe").forEach(row -> expected.add(row.asText()));
    assertThat(measurement.details().get("verdicts")).isEqualTo(expected);
    assertThat(measurement.value()).hasValue(facts.get("pair_proxy").asInt());
    assertThat(measurement.details())
        .containsEntry("total", facts.get("pair_proxy_total").asInt())
        .containsEntry("undecided", 0);
    assertThat((double) measurement.details().get("largest_margin_bound")).isLessThan(1e-12);
    assertThat((double) measurement.details().get("feasible_fraction"))
        .isCloseTo(facts.get("pair_proxy").asInt() / 1_000.0, within(1e-15));
    assertThat((double) measurement.details().get("feasible_fraction_standard_error"))
        .isBetween(0.005, 0.05);

    Measurement byProbe = new PairProxyByProbe().measure(context);
    assertThat(byProbe.value().orElseThrow()).isEqualTo(measurement.value().orElseThrow() / 100);
    assertThat(byProbe.standardError().orElseThrow()).isBetween(0.05, 0.5);
  }

  @Test
  void aNetworkThatHasNotMemorisedHasNoValueButAReason() {
    // One hidden unit cannot tell ten classes of random images apart.
    Network network = Network.initialise(Architecture.of(16, 1, 10), new TorchRandom(1));
    Measurement measurement = new PairProxy().measure(TinyContexts.of(network, 200, 10, 200, 3));
    assertThat(measurement.value()).isEmpty();
    assertThat(measurement.reason().orElseThrow())
        .startsWith("no linear classifier on the last hidden layer keeps the labels of all 200");
  }

  private static MeasureContext context(String name, JsonNode facts) {
    Network network = Safetensors.read(ReferenceData.network(name + ".safetensors")).network();
    var split =
        Split.of(
            ReferenceData.dataset(facts.get("dataset").asText()),
            facts.get("train_points").asInt());
    return new MeasureContext(network, split, MeasureOptions.PAPER);
  }
}
