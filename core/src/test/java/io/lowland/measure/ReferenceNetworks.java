package io.lowland.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.data.Split;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Networks trained by PyTorch with what was measured on them elsewhere, from the shared reference
 * folder. Absent folder: the test is skipped and says so. Present but incomplete: it fails.
 */
public final class ReferenceNetworks {
  private static final Path SHARED = Path.of(System.getProperty("lowland.shared.dir", "../shared"));
  private static final Map<String, Dataset> DATASETS = new ConcurrentHashMap<>();

  private ReferenceNetworks() {}

  /** A reference network and the values expected of it. */
  public record Reference(String name, Network network, JsonNode expected) {

    public String dataset() {
      return name.startsWith("fashion-mnist") ? "fashion-mnist" : "mnist";
    }

    public int trainPoints() {
      return expected.has("train_points")
          ? expected.get("train_points").intValue()
          : expected.get("n").intValue();
    }

    public MeasureContext context() {
      Dataset dataset = DATASETS.computeIfAbsent(dataset(), ReferenceNetworks::load);
      return new MeasureContext(network, Split.of(dataset, trainPoints()), MeasureOptions.PAPER);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Every reference network. */
  public static List<Reference> all() {
    Path networks = SHARED.resolve("reference/networks");
    Assumptions.assumeTrue(
        Files.isDirectory(networks), "skipped: no reference networks in " + networks);
    try (Stream<Path> files = Files.list(networks)) {
      List<Reference> references =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .sorted()
              .map(ReferenceNetworks::reference)
              .toList();
      assertThat(references).as("reference networks in " + networks).isNotEmpty();
      return references;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reference network of this name. */
  public static Reference named(String name) {
    return all().stream()
        .filter(reference -> reference.name.equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Reference reference(Path json) {
    String name = json.getFileName().toString().replace(".json", "");
    try {
      return new Reference(
          name,
          Safetensors.read(json.resolveSibling(name + ".safetensors")).network(),
          new ObjectMapper().readTree(json.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset load(String name) {
    Path folder = SHARED.resolve("datasets").resolve(name);
    return new Dataset(name, images(folder, "train"), images(folder, "t10k"), 10, "reference");
  }

  private static LabelledImages images(Path folder, String part) {
    return new LabelledImages(
        28,
        28,
        idx(folder.resolve(part + "-images-idx3-ubyte.gz"), 3),
        idx(folder.resolve(part + "-labels-idx1-ubyte.gz"), 1));
  }

  private static byte[] idx(Path file, int dimensions) {
    try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      assertThat(in.readInt()).as("magic of " + file).isEqualTo(0x0800 + dimensions);
      in.skipNBytes(4L * dimensions);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
