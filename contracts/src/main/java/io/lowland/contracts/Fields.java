package io.lowland.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the fields of one object of an experiment file. A mistake is noted and reading goes on with
 * a stand-in, so that all mistakes are found at once.
 */
final class Fields {
  private final JsonNode object;
  private final String path;
  private final List<Mistake> mistakes;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * The fields of {@code object}.
   *
   * @param path where the object stands, empty at the top
   * @param mistakes added to
   */
  Fields(JsonNode object, String path, List<Mistake> mistakes) {
    this.object = object;
    this.path = path;
    this.mistakes = mistakes;
  }

  /** The value of {@code name}; empty when the field is absent or null. */
  Optional<JsonNode> find(String name) {
    known.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  /** The text of {@code name}, which must be there, match {@code pattern} and be short. */
  String text(String name, String pattern, String expected) {
    Optional<JsonNode> value = find(name);
    if (value.isEmpty()) {
      mistake(name, Mistake.ABSENT, expected);
      return "";
    }
    // Numbers are names, too: YAML reads 2024 as one.
    String text = value.get().isValueNode() ? value.get().asText() : "";
    if (!value.get().isValueNode() || !text.matches(pattern)) {
      mistake(name, shown(value.get()), expected);
    }
    return text;
  }

  /** A whole number in a range; {@code fallback} when absent, a mistake when that is empty. */
  int wholeNumber(String name, int least, int most, Optional<Integer> fallback) {
    String expected =
        most == Integer.MAX_VALUE
            ? "a whole number of at least %d".formatted(least)
            : "a whole number from %d to %d".formatted(least, most);
    return read(
        name,
        expected,
        fallback,
        least,
        value ->
            value.isIntegralNumber()
                    && value.canConvertToInt()
                    && value.asInt() >= least
                    && value.asInt() <= most
                ? Optional.of(value.asInt())
                : Optional.empty());
  }

  /** A finite number above 0 and at most {@code most}; see {@link #wholeNumber}. */
  double positiveNumber(String name, double most, Optional<Double> fallback) {
    return read(
        name,
        "a number above 0" + (most < Float.MAX_VALUE ? ", at most " + Texts.number(most) : ""),
        fallback,
        1.0,
        value -> {
          // YAML 1.1 takes 1e-3 (no point) for text.
          double number = value.isNumber() ? value.asDouble() : Texts.number(value.asText());
          return number > 0 && number <= most ? Optional.of(number) : Optional.empty();
        });
  }

  /** A finite number of at least 0, below {@code limit}; {@code fallback} when absent. */
  double numberFromZero(String name, double limit, double fallback) {
    return read(
        name,
        "a number of at least 0"
            + (limit < Float.MAX_VALUE ? ", below " + Texts.number(limit) : ""),
        Optional.of(fallback),
        0.0,
        value -> {
          double number = value.isNumber() ? value.asDouble() : Texts.number(value.asText());
          return number >= 0 && number < limit ? Optional.of(number) : Optional.empty();
        });
  }

  /** The fields of the object {@code name}; empty when absent, a mistake when it is no object. */
  Optional<Fields> object(String name, String expected) {
    Optional<JsonNode> value = find(name);
    if (value.isPresent() && !value.get().isObject()) {
      mistake(name, shown(value.get()), expected);
      return Optional.empty();
    }
    return value.map(node -> new Fields(node, pathOf(name), mistakes));
  }

  /**
   * The value of {@code name} as {@code parse} understands it.
   *
   * @param fallback used when the field is absent; when empty, the field must be there
   * @param standIn what to go on with after a mistake
   * @param parse empty for a value that is not as expected
   */
  <T> T read(
      String name,
      String expected,
      Optional<T> fallback,
      T standIn,
      Function<JsonNode, Optional<T>> parse) {
    Optional<JsonNode> value = find(name);
    if (value.isEmpty()) {
      if (fallback.isEmpty()) {
        mistake(name, Mistake.ABSENT, expected);
      }
      return fallback.orElse(standIn);
    }
    Optional<T> parsed = parse.apply(value.get());
    if (parsed.isEmpty()) {
      mistake(name, shown(value.get()), expected);
    }
    return parsed.orElse(standIn);
  }

  /** The elements of the list {@code name} as text; a mistake for each that is none. */
  List<String> texts(String name, int most, String expected) {
    List<String> texts = new ArrayList<>();
    Optional<JsonNode> list = find(name);
    if (list.isEmpty()) {
      return texts;
    }
    if (!list.get().isArray() || list.get().isEmpty() || list.get().size() > most) {
      mistake(name, shown(list.get()), expected);
      return texts;
    }
    for (int i = 0; i < list.get().size(); i++) {
      JsonNode element = list.get().get(i);
      if (!element.isTextual() || element.asText().isBlank()) {
        mistake("%s[%d]".formatted(name, i), shown(element), "a name");
      } else if (texts.contains(element.asText())) {
        mistake("%s[%d]".formatted(name, i), shown(element), "each name once");
      } else {
        texts.add(element.asText());
      }
    }
    return texts;
  }

  /** Notes a mistake at {@code name} of this object. */
  void mistake(String name, String value, String expected) {
    mistakes.add(new Mistake(pathOf(name), value, expected));
  }

  /** Where {@code name} of this object stands in the file. */
  String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Notes every field that was not asked for: nobody would ever look at it. */
  void unknownFieldsAreMistakes() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                mistake(
                    name,
                    shown(object.get(name)),
                    Nearest.to(name, known)
                        .or(() -> holding(name))
                        .map("no such field; did you mean %s?"::formatted)
                        .orElse("no such field; the fields are " + String.join(", ", known)));
              }
            });
  }

  /** The one field that has {@code word} as one of its words, if there is one. */
  private Optional<String> holding(String word) {
    List<String> holding =
        known.stream().filter(field -> List.of(field.split("_")).contains(word)).toList();
    return holding.size() == 1 ? Optional.of(holding.getFirst()) : Optional.empty();
  }

  /** A value as people wrote it, as nearly as is known. */
  static String shown(JsonNode value) {
    return value.isTextual() ? "'" + value.asText() + "'" : value.toString();
  }
}
