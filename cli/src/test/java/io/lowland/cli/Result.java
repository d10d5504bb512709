package io.lowland.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run found.
 *
 * @param json as {@code run --json} writes it
 */
record Result(JsonNode json) {

  static Result read(Path file) throws IOException {
    return new Result(new ObjectMapper().readTree(file.toFile()));
  }

  /** The same without what the clock has put into it. */
  JsonNode withoutSeconds() {
    JsonNode copy = json.deepCopy();
    forgetSeconds(copy);
    return copy;
  }

  private static void forgetSeconds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("seconds", "train_seconds"));
    }
    node.forEach(Result::forgetSeconds);
  }
}
