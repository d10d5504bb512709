package io.lowland.report.document;

import java.util.ArrayList;
import java.util.List;

/** A table of text. Cells may hold the markup of {@link Block}. */
public final class Table {
  private final List<String> header = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a column of words. */
  public Table words(String title) {
    header.add(title);
    numeric.add(false);
    return this;
  }

  /** Adds a column of numbers, aligned to the right. */
  public Table numbers(String... titles) {
    for (String title : titles) {
      header.add(title);
      numeric.add(true);
    }
    return this;
  }

  /** Adds a row with one cell per column. */
  public Table row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          "%d cells; expected %d".formatted(cells.size(), header.size()));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  public List<String> header() {
    return List.copyOf(header);
  }

  /** Whether column {@code column} holds numbers. */
  public boolean isNumeric(int column) {
    return numeric.get(column);
  }

  public List<List<String>> rows() {
    return List.copyOf(rows);
  }
}
