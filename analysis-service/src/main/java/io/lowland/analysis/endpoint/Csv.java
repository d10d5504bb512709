package io.lowland.analysis.endpoint;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * A table as RFC 4180 has it: a header, CRLF after each line, quotes where they are needed, nothing
 * for absent values, numbers as Java writes them (shortest text that reads back the same).
 */
final class Csv {
  static final String MEDIA_TYPE = "text/csv";

  private final StringBuilder text = new StringBuilder();

  /** The lines as text. */
  static String of(List<List<?>> lines) {
    Csv csv = new Csv();
    lines.forEach(csv::line);
    return csv.toString();
  }

  /**
   * A line per record, a column per component, in snake case as in JSON; the components of a record
   * within are columns of their own, named after both.
   */
  static List<List<?>> lines(Class<?> type, List<?> records) {
    List<List<?>> lines = new ArrayList<>();
    List<Object> header = new ArrayList<>();
    addNames(type, "", header);
    lines.add(header);
    for (Object each : records) {
      List<Object> line = new ArrayList<>();
      addValues(each, line);
      lines.add(line);
    }
    return lines;
  }

  private static void addNames(Class<?> type, String prefix, List<Object> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + snakeCase(component.getName());
      if (component.getType().isRecord()) {
        addNames(component.getType(), name + "_", into);
      } else {
        into.add(name);
      }
    }
  }

  private static void addValues(Object owner, List<Object> into) {
    for (RecordComponent component : owner.getClass().getRecordComponents()) {
      Object value = value(component, owner);
      if (component.getType().isRecord()) {
        addValues(value, into);
      } else {
        into.add(value);
      }
    }
  }

  Csv line(List<?> values) {
    text.append(values.stream().map(Csv::cell).collect(Collectors.joining(","))).append("\r\n");
    return this;
  }

  private static Object value(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  private static String cell(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(Csv::cell).orElse("");
      case OptionalDouble number -> number.isPresent() ? cell(number.getAsDouble()) : "";
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String snakeCase(String name) {
    List<String> words = new ArrayList<>();
    for (String word : name.split("(?=\\p{Upper})")) {
      words.add(word.toLowerCase(Locale.ROOT));
    }
    return String.join("_", words);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
