package io.lowland.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/** YAML or JSON text as a tree, with limits that hostile text runs into early. */
final class ExperimentSyntax {
  private static final int MAX_DEPTH = 20;
  private static final ObjectMapper YAML =
      strict(
          YAMLMapper.builder(YAMLFactory.builder().loaderOptions(limits()).build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build());
  private static final ObjectMapper JSON =
      strict(JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private ExperimentSyntax() {}

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(ExperimentReader.MAX_BYTES);
    limits.setNestingDepthLimit(MAX_DEPTH);
    limits.setAllowDuplicateKeys(false);
    return limits;
  }

  private static ObjectMapper strict(ObjectMapper mapper) {
    return mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * The tree of {@code text}.
   *
   * @throws ExperimentInvalidException saying in which line the text stops being YAML or JSON, or
   *     that it is not a list of fields
   */
  static JsonNode parse(String text, String source) {
    boolean json = text.stripLeading().startsWith("{");
    try {
      JsonNode root = (json ? JSON : YAML).readTree(text);
      if (root == null || !root.isObject()) {
        throw invalid(
            source,
            "file",
            root == null || root.isMissingNode() || root.isNull() ? "(empty)" : Fields.shown(root),
            "fields such as name, datasets and architecture");
      }
      return root;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String line = at == null || at.getLineNr() < 1 ? "file" : "line " + at.getLineNr();
      throw invalid(source, line, YamlMistake.of(e.getOriginalMessage(), json ? "JSON" : "YAML"));
    }
  }

  private static ExperimentInvalidException invalid(
      String source, String fallback, YamlMistake mistake) {
    return invalid(
        source,
        mistake.line().isPresent() ? "line " + mistake.line().getAsInt() : fallback,
        mistake.found(),
        mistake.expected());
  }

  private static ExperimentInvalidException invalid(
      String source, String path, String value, String expected) {
    return new ExperimentInvalidException(source, List.of(new Mistake(path, value, expected)));
  }
}
