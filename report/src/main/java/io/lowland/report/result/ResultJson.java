package io.lowland.report.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.lowland.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as JSON: snake case, unknown properties ignored. */
public final class ResultJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ResultJson() {}

  /** The result as indented JSON that ends with a line break. */
  public static String write(ExperimentResult result) {
    try {
      return MAPPER.writeValueAsString(result) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result cannot be written as JSON", e);
    }
  }

  /**
   * The result that {@link #write} wrote into {@code file}.
   *
   * @throws ReportException if it holds none
   */
  public static ExperimentResult read(Path file) throws IOException {
    try {
      ExperimentResult result = MAPPER.readValue(Files.readString(file), ExperimentResult.class);
      if (result == null) {
        throw new ReportException(file + ": empty; expected the result of a run as JSON");
      }
      return result;
    } catch (JsonProcessingException e) {
      throw new ReportException(
          "%s: expected the result of a run as JSON (result.json): %s"
              .formatted(file, e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    }
  }
}
