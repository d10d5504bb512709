package io.lowland.analysis.endpoint;

import java.lang.reflect.Method;
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
    List<Column> columns = new ArrayList<>();
    addColumns(type, new Column("", List.of()), columns);
    List<List<?>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::name).toList());
    for (Object each : records) {
      List<Object> line = new ArrayList<>(columns.size());
      columns.forEach(column -> line.add(column.value(each)));
      lines.add(line);
    }
    return lines;
  }

  /** A name, and the accessors that lead from a record to the value. */
  private record Column(String name, List<Method> path) {
    Column then(RecordComponent component) {
      String own = snakeCase(component.getName());
      List<Method> longer = new ArrayList<>(path);
      longer.add(component.getAccessor());
      return new Column(name.isEmpty() ? own : name + "_" + own, List.copyOf(longer));
    }

    Object value(Object owner) {
      Object value = owner;
      for (Method accessor : path) {
        try {
          value = accessor.invoke(value);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(accessor + " cannot be called", e);
        }
      }
      return value;
    }
  }

  private static void addColumns(Class<?> type, Column prefix, List<Column> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      Column column = prefix.then(component);
      if (component.getType().isRecord()) {
        addColumns(component.getType(), column, into);
      } else {
        into.add(column);
      }
    }
  }

  Csv line(List<?> values) {
    text.append(values.stream().map(Csv::cell).collect(Collectors.joining(","))).append("\r\n");
    return this;
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
