package io.lowland.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.lowland.training.Optimiser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Events as JSON in UTF-8: snake case, absent values left out. Reading is strict about what is
 * known (a missing or mistyped property is an error) and silent about what is not, so that a newer
 * sender may add properties.
 */
public final class EventCodec {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new EventTypes())
          .addMixIn(Optimiser.class, OptimiserJson.class)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          // The codec's own methods (topic, key, type) are no properties.
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .withCoercionConfig(
              LogicalType.Textual,
              coercion -> {
                coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                coercion.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                coercion.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
              })
          .build();

  private EventCodec() {}

  /** The event as JSON. */
  public static byte[] encode(LowlandEvent event) {
    try {
      return MAPPER.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(event.type() + " cannot be written as JSON", e);
    }
  }

  /**
   * The event in {@code bytes}.
   *
   * @throws MalformedEventException saying what is wrong with the bytes
   */
  public static <T extends LowlandEvent> T decode(byte[] bytes, Class<T> type) {
    return read(bytes, type);
  }

  /** The value of {@code type} that {@link #text} wrote as {@code text}; see {@link #decode}. */
  static <T> T parse(String text, Class<T> type) {
    return read(text.getBytes(StandardCharsets.UTF_8), type);
  }

  private static <T> T read(byte[] bytes, Class<T> type) {
    try {
      T event = MAPPER.readValue(bytes, type);
      if (event == null) {
        throw new MalformedEventException(
            "not a %s: expected a JSON object".formatted(type.getSimpleName()), null);
      }
      return event;
    } catch (JsonProcessingException e) {
      throw new MalformedEventException(
          "not a %s: %s".formatted(type.getSimpleName(), reason(e)), e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    var at = e.getLocation();
    return at == null ? message : "%s (line %d)".formatted(message, at.getLineNr());
  }

  /** Any value of JSON types as JSON text. */
  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }
}
