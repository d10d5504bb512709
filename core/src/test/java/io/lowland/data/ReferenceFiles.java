package io.lowland.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Published data sets and facts read from PyTorch, for tests. */
public final class ReferenceFiles {

  private ReferenceFiles() {}

  /** Holds {@code mnist/} and {@code fashion-mnist/}. */
  public static Path datasets() {
    return shared().resolve("datasets");
  }

  /** Facts about PyTorch's generator. */
  public static JsonNode torchRandom() {
    try {
      return new ObjectMapper().readTree(shared().resolve("reference/pytorch-rng.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The integers of the array {@code facts}. */
  public static int[] integers(JsonNode facts) {
    int[] integers = new int[facts.size()];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = facts.get(i).asInt();
    }
    return integers;
  }

  private static Path shared() {
    Path shared = Path.of(System.getProperty("lowland.shared.dir", "../../shared"));
    assumeTrue(Files.isDirectory(shared), "skipped: no reference data at " + shared);
    return shared;
  }
}
