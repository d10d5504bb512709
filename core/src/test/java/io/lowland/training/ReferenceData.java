package io.lowland.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/** MNIST, Fashion-MNIST and the networks PyTorch trained on them, for tests. */
public final class ReferenceData {
  private static final Map<String, Dataset> DATASETS = new ConcurrentHashMap<>();

  private ReferenceData() {}

  /** The data set {@code name}; the test is skipped when there is no shared folder at all. */
  public static Dataset dataset(String name) {
    return DATASETS.computeIfAbsent(
        name,
        key -> {
          Path folder = shared().resolve("datasets").resolve(key);
          return new Dataset(key, images(folder, "train"), images(folder, "t10k"), 10, "test");
        });
  }

  /** A file among the reference networks. */
  public static Path network(String file) {
    return shared().resolve("reference/networks").resolve(file);
  }

  /** The facts stated beside the reference network {@code name}. */
  public static JsonNode facts(String name) {
    try {
      return new ObjectMapper().readTree(network(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path shared() {
    Path shared = Path.of(System.getProperty("lowland.shared.dir", "../../shared"));
    assumeTrue(Files.isDirectory(shared), "skipped: no reference data at " + shared);
    return shared;
  }

  private static LabelledImages images(Path folder, String prefix) {
    try (var labels = open(folder.resolve(prefix + "-labels-idx1-ubyte.gz"));
        var images = open(folder.resolve(prefix + "-images-idx3-ubyte.gz"))) {
      assertThat(labels.readInt()).isEqualTo(0x801);
      int count = labels.readInt();
      assertThat(images.readInt()).isEqualTo(0x803);
      assertThat(images.readInt()).isEqualTo(count);
      int rows = images.readInt();
      int columns = images.readInt();
      return new LabelledImages(
          rows, columns, images.readNBytes(count * rows * columns), labels.readNBytes(count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
  }
}
