package io.lowland.analysis.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Rows as one array parameter per column, for statements of the form {@code insert … select … from
 * unnest(?, ?, …)}: any number of rows in one round trip.
 *
 * @param <T> what a row is made from
 */
final class ArrayColumns<T> {
  private record Column(String type, Object[] values) {}

  private final List<T> rows;
  private final List<Column> columns = new ArrayList<>();

  ArrayColumns(List<T> rows) {
    this.rows = rows;
  }

  ArrayColumns<T> text(Function<T, String> value) {
    return add("text", value::apply);
  }

  ArrayColumns<T> optionalText(Function<T, Optional<String>> value) {
    return add("text", row -> value.apply(row).orElse(null));
  }

  ArrayColumns<T> integer(ToIntFunction<T> value) {
    return add("int4", value::applyAsInt);
  }

  ArrayColumns<T> optionalInteger(Function<T, Optional<Integer>> value) {
    return add("int4", row -> value.apply(row).orElse(null));
  }

  ArrayColumns<T> optionalLong(Function<T, Optional<Long>> value) {
    return add("int8", row -> value.apply(row).orElse(null));
  }

  ArrayColumns<T> real(ToDoubleFunction<T> value) {
    return add("float8", value::applyAsDouble);
  }

  ArrayColumns<T> optionalReal(Function<T, OptionalDouble> value) {
    return add(
        "float8",
        row -> {
          OptionalDouble number = value.apply(row);
          return number.isPresent() ? number.getAsDouble() : null;
        });
  }

  ArrayColumns<T> truth(Predicate<T> value) {
    return add("bool", value::test);
  }

  private ArrayColumns<T> add(String type, Function<T, Object> value) {
    columns.add(new Column(type, rows.stream().map(value).toArray()));
    return this;
  }

  /** Executes {@code sql}, which has a parameter per column in the order they were added. */
  void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql)) {
      statement.executeUpdate();
    }
  }

  /** Executes {@code sql} and gives the first column, text, of the rows it returns. */
  List<String> returning(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql);
        ResultSet result = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (result.next()) {
        texts.add(result.getString(1));
      }
      return texts;
    }
  }

  private PreparedStatement prepared(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      statement.setArray(i + 1, connection.createArrayOf(column.type(), column.values()));
    }
    return statement;
  }
}
