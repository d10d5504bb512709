package io.lowland.report.table;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A table as comma-separated values (RFC 4180), with line feeds and a header. */
final class Csv {
  private final StringBuilder text = new StringBuilder();

  Csv(List<String> header) {
    row(header);
  }

  /**
   * Adds a row. An absent value is an empty cell; a number has all the digits that tell it from
   * every other.
   */
  Csv row(List<?> cells) {
    text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(","))).append('\n');
    return this;
  }

  private static String cell(Object value) {
    return switch (value) {
      case Optional<?> optional -> optional.map(Csv::cell).orElse("");
      case OptionalDouble number -> number.isPresent() ? String.valueOf(number.getAsDouble()) : "";
      case OptionalInt number -> number.isPresent() ? String.valueOf(number.getAsInt()) : "";
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
