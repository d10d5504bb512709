package io.lowland.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Looks whether details of a measurement can be written as JSON, whoever made them. */
final class JsonTypes {
  /** Deeper than anybody needs, and less than what refers to itself. */
  private static final int DEEPEST = 100;

  private JsonTypes() {}

  /**
   * Refuses details that are not made of numbers, strings, booleans, lists, arrays of those and
   * maps with strings as keys.
   *
   * @throws IllegalArgumentException naming the place, what stands there and what was expected
   */
  static void require(Map<String, Object> details) {
    require(details, "details", 0);
  }

  private static void require(Object value, String place, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "%s: more than %d levels; expected fewer".formatted(place.substring(0, 80), DEEPEST));
    }
    switch (value) {
      case null -> {
        // JSON's null.
      }
      case Number number -> requirePlain(number, place);
      case String text -> {
        // As it is.
      }
      case Boolean truth -> {
        // As it is.
      }
      case List<?> list -> requireAll(list, place, depth);
      case Object[] array -> requireAll(Arrays.asList(array), place, depth);
      case Map<?, ?> map -> requireFields(map, place, depth);
      default -> {
        if (!isArrayOfNumbers(value)) {
          throw wrong(value, place);
        }
      }
    }
  }

  private static void requireAll(List<?> elements, String place, int depth) {
    for (int i = 0; i < elements.size(); i++) {
      require(elements.get(i), place + "[" + i + "]", depth + 1);
    }
  }

  private static void requireFields(Map<?, ?> map, String place, int depth) {
    for (Map.Entry<?, ?> field : map.entrySet()) {
      if (!(field.getKey() instanceof String name)) {
        throw new IllegalArgumentException(
            "%s: a map with the key %s; expected strings as keys".formatted(place, field.getKey()));
      }
      require(field.getValue(), place + "." + name, depth + 1);
    }
  }

  /** Another library's number may be anything to who writes it. */
  private static void requirePlain(Number number, String place) {
    if (!number.getClass().getName().startsWith("java.")) {
      throw wrong(number, place);
    }
  }

  private static boolean isArrayOfNumbers(Object value) {
    Class<?> element = value.getClass().getComponentType();
    return element != null && element.isPrimitive() && element != char.class;
  }

  private static IllegalArgumentException wrong(Object value, String place) {
    return new IllegalArgumentException(
        "%s is a %s; expected numbers, strings, booleans, lists or maps of those"
            .formatted(place, value.getClass().getName()));
  }
}
