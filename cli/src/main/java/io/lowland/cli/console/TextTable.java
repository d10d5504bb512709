package io.lowland.cli.console;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of text in columns of equal width. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Integer> right = new HashSet<>();

  private TextTable(List<String> header) {
    this.header = header;
  }

  /** A table with these headings and no rows yet. */
  public static TextTable of(String... header) {
    return new TextTable(List.of(header));
  }

  /** Aligns column {@code column} (0-based) to the right. */
  public TextTable alignRight(int column) {
    right.add(column);
    return this;
  }

  /** Adds a row with one cell per column. */
  public TextTable row(String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "%d cells; expected %d".formatted(cells.length, header.size()));
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Adds an empty line and one of text, above the rows that follow. */
  public TextTable heading(String text) {
    rows.add(List.of(text));
    return this;
  }

  private boolean isHeading(List<String> row) {
    return row.size() == 1 && header.size() > 1;
  }

  /** All lines: headings, a rule, rows. */
  public List<String> lines() {
    int[] widths =
        IntStream.range(0, header.size())
            .map(
                column ->
                    Math.max(
                        width(header.get(column)),
                        rows.stream()
                            .filter(row -> !isHeading(row))
                            .mapToInt(row -> width(row.get(column)))
                            .max()
                            .orElse(0)))
            .toArray();
    List<String> lines = new ArrayList<>();
    lines.add(line(header, widths));
    lines.add(IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining(GAP)));
    for (List<String> row : rows) {
      if (isHeading(row)) {
        lines.addAll(List.of("", row.getFirst()));
      } else {
        lines.add(line(row, widths));
      }
    }
    return lines;
  }

  public String text() {
    return lines().stream()
        .map(line -> line + System.lineSeparator())
        .collect(Collectors.joining());
  }

  private String line(List<String> cells, int[] widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(column -> padded(cells.get(column), widths[column], right.contains(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static String padded(String cell, int width, boolean toTheRight) {
    String padding = " ".repeat(width - width(cell));
    return toTheRight ? padding + cell : cell + padding;
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
