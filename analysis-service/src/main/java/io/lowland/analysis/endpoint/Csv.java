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

  /** A line per record, a column per component, in snake case as in JSON. */
  static String ofRecords(Class<?> type, List<?> records) {
    List<RecordComponent> components = List.of(type.getRecordComponents());
    Csv csv = new Csv();
    csv.line(components.stream().map(each -> snakeCase(each.getName())).toList());
    for (Object each : records) {
      csv.line(components.stream().map(component -> value(component, each)).toList());
    }
    return csv.toString();
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
