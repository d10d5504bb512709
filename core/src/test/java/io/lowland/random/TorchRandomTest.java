package io.lowland.random;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.data.ReferenceFiles;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TorchRandomTest {
  private static final Architecture PAIR_PROXY = Architecture.of(784, 64, 8, 10);

  @Test
  void permutationsAreThoseOfTorchRandperm() {
    JsonNode facts = ReferenceFiles.torchRandom();
    int[] of60000 = new TorchRandom(42).permutation(60_000);
    int[] of69750 = new TorchRandom(99).permutation(69_750);

    assertThat(Arrays.copyOf(of60000, 250))
        .isEqualTo(ReferenceFiles.integers(facts.get("randperm_60000_seed42_first250")));
    assertThat(sha256OfLongs(of60000))
        .isEqualTo(facts.get("randperm_60000_seed42_sha256_int64le").asText());
    assertThat(Arrays.copyOf(of69750, 100))
        .isEqualTo(ReferenceFiles.integers(facts.get("randperm_69750_seed99_first100")));
  }

  @Test
  void initialParametersAreThoseOfTorchLinearLayersBitForBit() {
    JsonNode facts = ReferenceFiles.torchRandom().get("seed0_initial_parameters");
    Network network = Network.initialise(PAIR_PROXY, new TorchRandom(0));

    for (int layer = 0; layer < PAIR_PROXY.layers(); layer++) {
      int weights = PAIR_PROXY.weightOffset(layer);
      int biases = PAIR_PROXY.biasOffset(layer);
      int end = biases + PAIR_PROXY.fanOut(layer);
      String name = "fc" + (layer + 1);
      assertThat(sha256OfFloats(network.parameters(), weights, biases))
          .as(name + ".weight")
          .isEqualTo(facts.get(name + ".weight").get("sha256").asText());
      assertThat(sha256OfFloats(network.parameters(), biases, end))
          .as(name + ".bias")
          .isEqualTo(facts.get(name + ".bias").get("sha256").asText());
    }
  }

  @Test
  void minibatchOrderContinuesTheStreamOfTheInitialParameters() {
    JsonNode facts = ReferenceFiles.torchRandom();
    TorchRandom random = new TorchRandom(0);
    Network.initialise(PAIR_PROXY, random);

    assertThat(random.permutation(250))
        .isEqualTo(ReferenceFiles.integers(facts.get("seed0_first_epoch_permutation")));
    assertThat(random.permutation(250))
        .isEqualTo(ReferenceFiles.integers(facts.get("seed0_second_epoch_permutation")));
  }

  @Property(tries = 50)
  void everyPermutationHoldsEachNumberOnce(@ForAll long seed, @ForAll @IntRange(max = 500) int n) {
    int[] permutation = new TorchRandom(seed).permutation(n);

    Arrays.sort(permutation);
    assertThat(permutation).isEqualTo(IntStream.range(0, n).toArray());
  }

  @Property(tries = 50)
  void uniformNumbersStayInTheirRange(@ForAll long seed) {
    TorchRandom random = new TorchRandom(seed);

    for (int i = 0; i < 100; i++) {
      assertThat(random.uniform(-0.25f, 0.5f)).isBetween(-0.25f, 0.5f);
    }
  }

  private static String sha256OfLongs(int[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putLong(value);
    }
    return sha256(bytes);
  }

  private static String sha256OfFloats(float[] values, int from, int to) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < to; i++) {
      bytes.putFloat(values[i]);
    }
    return sha256(bytes);
  }

  private static String sha256(ByteBuffer bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
