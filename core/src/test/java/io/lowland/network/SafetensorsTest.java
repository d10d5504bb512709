package io.lowland.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.random.TorchRandom;
import io.lowland.training.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final String SOURCE = "net.safetensors";
  private static final Checkpoint SMALL =
      new Checkpoint(
          Network.initialise(Architecture.of(3, 4, 2), new TorchRandom(7)),
          Map.of("seed", "7", "note", "ünï \uD83D\uDE00 \"quoted\" \\ \n"));

  @Test
  void whatWasWrittenIsReadBack() {
    Checkpoint back = Safetensors.read(Safetensors.write(SMALL), SOURCE);
    assertThat(back.network().architecture()).isEqualTo(SMALL.network().architecture());
    assertThat(back.network().parameters()).isEqualTo(SMALL.network().parameters());
    assertThat(back.metadata()).isEqualTo(SMALL.metadata());
  }

  @Test
  void equalCheckpointsGiveTheSameBytesWithAlignedData() {
    byte[] bytes = Safetensors.write(SMALL);
    assertThat(Safetensors.write(Safetensors.read(bytes, SOURCE))).isEqualTo(bytes);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist-784-64-8-10-n250-seed0",
        "fashion-mnist-784-64-8-10-n250-seed1",
        "mnist-784-64-16-10-n250-seed0",
        "mnist-784-256-128-10-n2000-large-batch"
      })
  void filesThatPyTorchWroteAreReadAndTheirTensorsKept(String name) {
    Path file = ReferenceData.network(name + ".safetensors");
    Checkpoint checkpoint = Safetensors.read(file);
    assertThat(name).contains(checkpoint.network().architecture().toString());
    assertThat(checkpoint.metadata(CheckpointMetadata.DATASET)).isPresent();
    byte[] theirs = bytesOf(file);
    byte[] ours = Safetensors.write(checkpoint);
    int data = 4 * checkpoint.network().parameters().length;
    assertThat(Arrays.copyOfRange(ours, ours.length - data, ours.length))
        .isEqualTo(Arrays.copyOfRange(theirs, theirs.length - data, theirs.length));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 4",
    "net.2, net.4, net.10",
    "layers.9.linear, layers.10.linear, layers.11.linear",
    "input, middle, output",
    // Not in natural order; only the shapes tell.
    "zeta, alpha, mid"
  })
  void namesOfAnyLinearStackAreAcceptedInAnyOrderOfTheFile(
      String first, String second, String third) {
    byte[] file =
        new SafetensorsFile()
            .tensor(third + ".bias", List.of(2), 7, 8)
            .tensor(second + ".weight", List.of(4, 3), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            .tensor(first + ".weight", List.of(3, 1), 1, 2, 5)
            .tensor(third + ".weight", List.of(2, 4), 6, 0, 0, 0, 0, 0, 0, 9)
            .tensor(second + ".bias", List.of(4), 4, 0, 0, 0)
            .tensor(first + ".bias", List.of(3), 2, 0, 0)
            .bytes();
    Network network = Safetensors.read(file, SOURCE).network();
    assertThat(network.architecture()).isEqualTo(Architecture.of(1, 3, 4, 2));
    assertThat(network.weight(0, 2, 0)).isEqualTo(5);
    assertThat(network.weight(1, 0, 0)).isEqualTo(3);
    assertThat(network.bias(1, 0)).isEqualTo(4);
    assertThat(network.weight(2, 1, 3)).isEqualTo(9);
    assertThat(network.bias(2, 1)).isEqualTo(8);
  }

  @Test
  void halfPrecisionIsWidenedExactly() {
    byte[] file =
        new SafetensorsFile()
            .raw("a.weight", "F16", List.of(1, 1), shorts(Float.floatToFloat16(0.333f)))
            .raw("a.bias", "BF16", List.of(1), shorts((short) 0x3fc0))
            .tensor("b.weight", List.of(1, 1), 1)
            .tensor("b.bias", List.of(1), 0)
            .bytes();
    Network network = Safetensors.read(file, SOURCE).network();
    assertThat(network.weight(0, 0, 0))
        .isEqualTo(Float.float16ToFloat(Float.floatToFloat16(0.333f)));
    assertThat(network.bias(0, 0)).isEqualTo(1.5f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F64  | 8 | dtype: \"F64\"; expected F32, F16 or BF16",
        "I32  | 4 | dtype: \"I32\"; expected F32, F16 or BF16",
      })
  void otherElementTypesAreRejectedByName(String type, int bytes, String message) {
    byte[] file =
        new SafetensorsFile().raw("a.weight", type, List.of(1, 1), new byte[bytes]).bytes();
    assertRejected(file, message);
  }

  @ParameterizedTest
  @CsvSource({"num_batches_tracked, I64, 8", "running_mean, F32, 4", "running_var, F32, 4"})
  void normalisationLayersAreRejectedAsSuch(String state, String type, int bytes) {
    byte[] file =
        new SafetensorsFile().raw("1." + state, type, List.of(1), new byte[bytes]).bytes();
    assertRejected(
        file, "tensor 1." + state + ": of a normalisation layer; expected linear layers");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 100_000_001, 0, 1, 5000})
  void anImpossibleHeaderLengthIsRejected(long length) {
    byte[] file = Safetensors.write(SMALL);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertRejected(file, "header length: " + Long.toUnsignedString(length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"504b0304000008080000", "80028a0a6cfc9c46f920"})
  void aFileOfTorchSaveIsRecognised(String start) {
    assertRejected(
        HexFormat.of().parseHex(start),
        "format: that of torch.save; expected safetensors: write safetensors.torch.save_file(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]},\"a.weight\":{}} | Duplicate field",
        "[1,2]             | JSON starting with {",
        "{\"a\":           | one JSON object without duplicate keys",
        "{} {}             | text after the JSON",
        "{}                | layers: 0",
        "{\"a\":[[[[[[[[[[1]]]]]]]]]]} | nesting depth",
        "{\"__metadata__\":3} | __metadata__: 3; expected an object of strings",
        "{\"__metadata__\":{\"seed\":3}} | __metadata__.seed: 3; expected a string",
        "{\"a.weight\":7} | tensor a.weight: 7; expected an object",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4],\"x\":1}} | expected an object with dtype",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1.5,1],\"data_offsets\":[0,4]}} | whole numbers",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[0,1],\"data_offsets\":[0,0]}} | shape: [0,1]; expected sizes from 1",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[-1,1],\"data_offsets\":[0,4]}} | shape: [-1,1]; expected sizes from 1",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[65536,65536],\"data_offsets\":[0,0]}} | elements",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2147483648,2147483648,4],\"data_offsets\":[0,0]}} | sizes from 1",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,0]}} | 64 bits",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,8]}} | 4 bytes apart",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,0]}} | 4 bytes apart",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[-4,0]}} | 4 bytes apart",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[9223372036854775804,-9223372036854775808]}} | 4 bytes apart",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0]}} | 4 bytes apart",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}} | truncated",
        "{\"a.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[4,8]}} | gap",
      })
  void aHostileHeaderIsRejectedWithTheReason(String header, String message) {
    assertRejected(SafetensorsFile.of(header, new byte[0]), message);
  }

  @Test
  void overlapsGapsAndLeftOverBytesAreRejected() {
    assertRejected(twoTensors("[0,4]", "[0,4]", 4), "overlap");
    assertRejected(twoTensors("[0,4]", "[8,12]", 12), "gap");
    assertRejected(twoTensors("[0,4]", "[4,8]", 9), "data: 9 bytes; expected 8");
    assertRejected(twoTensors("[0,4]", "[4,8]", 7), "truncated");
  }

  private static byte[] twoTensors(String first, String second, int dataBytes) {
    String header =
        """
        {"a.weight":{"dtype":"F32","shape":[1,1],"data_offsets":%s},\
        "a.bias":{"dtype":"F32","shape":[1],"data_offsets":%s}}"""
            .formatted(first, second);
    return SafetensorsFile.of(header, new byte[dataBytes]);
  }

  @Test
  void parametersThatAreNotFiniteAreNamed() {
    float[] parameters = SMALL.network().parameters().clone();
    parameters[4] = Float.NaN;
    assertRejected(
        Safetensors.write(
            new Checkpoint(new Network(SMALL.network().architecture(), parameters), Map.of())),
        "tensor fc1.weight, element [1][1]: NaN; expected a finite number");
    parameters[4] = 0;
    parameters[12] = Float.NEGATIVE_INFINITY;
    assertRejected(
        Safetensors.write(
            new Checkpoint(new Network(SMALL.network().architecture(), parameters), Map.of())),
        "tensor fc1.bias, element [0]: -Infinity");
  }

  @Test
  void stacksThatAreNoReluClassifierAreRejectedWithTheReason() {
    SafetensorsFile one =
        new SafetensorsFile().tensor("a.weight", List.of(1, 1), 1).tensor("a.bias", List.of(1), 1);
    assertRejected(one.bytes(), "layers: 1; expected at least two");
    assertRejected(
        new SafetensorsFile().tensor("a.weight", List.of(1, 1), 1).bytes(),
        "tensor a.bias: missing");
    assertRejected(
        new SafetensorsFile().tensor("a.bias", List.of(1), 1).bytes(), "tensor a.weight: missing");
    assertRejected(
        new SafetensorsFile().tensor("bn.running_mean", List.of(1), 1).bytes(),
        "tensor bn.running_mean: of a normalisation layer; expected linear layers");
    assertRejected(
        new SafetensorsFile().tensor("conv.weight", List.of(1, 1, 1, 1), 1).bytes(),
        "tensor conv.weight, shape: [1, 1, 1, 1]; expected [out, in]");
    assertRejected(
        new SafetensorsFile()
            .tensor("a.weight", List.of(1, 1), 1)
            .tensor("a.bias", List.of(2), 1, 1)
            .bytes(),
        "tensor a.bias, shape: [2]; expected [1], the rows of a.weight");
    assertRejected(
        new SafetensorsFile()
            .tensor("a.weight", List.of(2, 1), 1, 1)
            .tensor("a.bias", List.of(2), 1, 1)
            .tensor("b.weight", List.of(3, 3), 1, 1, 1, 1, 1, 1, 1, 1, 1)
            .tensor("b.bias", List.of(3), 1, 1, 1)
            .bytes(),
        "layers: a 1→2, b 3→3; expected names in natural order, or shapes, that chain");
  }

  @Test
  void anArchitectureThatContradictsTheTensorsIsRejected() {
    byte[] file =
        Safetensors.write(new Checkpoint(SMALL.network(), Map.of("architecture", "784-64-8-10")));
    assertRejected(file, "__metadata__.architecture: 784-64-8-10; expected 3-4-2");
  }

  @Test
  void aFolderIsSaidToBeOne(@TempDir Path folder) {
    assertThatThrownBy(() -> Safetensors.read(folder))
        .hasMessage(
            folder + ": file: a folder; expected a safetensors file, such as those in the folder");
  }

  @Test
  void aFileThatIsNotThereIsSaidSo(@TempDir Path folder) {
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("none.safetensors")))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("none.safetensors: file: not found");
    assertThatThrownBy(() -> Safetensors.read(folder)).isInstanceOf(SafetensorsException.class);
  }

  @Property(tries = 400)
  void damagedFilesGiveACheckpointOrASafetensorsException(
      @ForAll @Size(max = 6) List<@IntRange(max = 10_000) Integer> places,
      @ForAll byte value,
      @ForAll @IntRange(max = 40) int cut) {
    byte[] file = Safetensors.write(SMALL);
    for (int place : places) {
      file[place % file.length] = value;
    }
    readOrReject(Arrays.copyOf(file, file.length - cut));
  }

  @Property(tries = 300)
  void mangledHeadersGiveACheckpointOrASafetensorsException(
      @ForAll @IntRange(max = 10_000) int place,
      @ForAll @IntRange(max = 30) int removed,
      @ForAll("fragments") String inserted) {
    byte[] file = Safetensors.write(SMALL);
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(file, 8, length, StandardCharsets.UTF_8);
    int at = place % header.length();
    String mangled =
        header.substring(0, at)
            + inserted
            + header.substring(Math.min(header.length(), at + removed));
    readOrReject(SafetensorsFile.of(mangled, Arrays.copyOfRange(file, 8 + length, file.length)));
  }

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(
        "",
        "0",
        "9",
        "-",
        "1e9",
        ",",
        "[",
        "]",
        "{",
        "}",
        "\"",
        ":",
        "null",
        "\\ud800",
        "99999999999",
        ".weight",
        "[0,0]",
        "\u0000",
        "F16");
  }

  @Property(tries = 200)
  void anyBytesGiveACheckpointOrASafetensorsException(@ForAll byte[] bytes) {
    readOrReject(bytes);
  }

  private static void readOrReject(byte[] file) {
    try {
      Checkpoint checkpoint = Safetensors.read(file, SOURCE);
      assertThat(Safetensors.read(Safetensors.write(checkpoint), SOURCE).metadata())
          .isEqualTo(checkpoint.metadata());
    } catch (SafetensorsException e) {
      assertThat(e.getMessage())
          .startsWith(SOURCE + ": ")
          .contains("; expected ")
          .doesNotContain("\n");
      assertThat(e.getMessage().length()).isLessThan(700);
    }
  }

  private static void assertRejected(byte[] file, String message) {
    assertThatThrownBy(() -> Safetensors.read(file, SOURCE))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith(SOURCE + ": ")
        .hasMessageContaining(message);
  }

  private static byte[] shorts(short... values) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : values) {
      buffer.putShort(value);
    }
    return buffer.array();
  }

  private static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
