package io.lowland.report.document;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A document as Markdown; figures are linked to their SVG files. */
public final class MarkdownWriter {
  private final String figureFolder;

  /** Links to figures in {@code figureFolder}, a relative path. */
  public MarkdownWriter(String figureFolder) {
    this.figureFolder = figureFolder;
  }

  /** The whole text. */
  public String write(List<Block> document) {
    return document.stream().map(this::text).collect(Collectors.joining("\n"));
  }

  private String text(Block block) {
    return switch (block) {
      case Block.Heading(int level, String text) -> "#".repeat(level) + " " + text + "\n";
      case Block.Paragraph(String text) -> text + "\n";
      case Block.Note(String text) -> "> " + text + "\n";
      case Block.Bullets(List<String> items) ->
          items.stream().map(item -> "- " + item + "\n").collect(Collectors.joining());
      case Block.Tabular(Table table) -> table(table);
      case Block.Figures(List<Figure> figures) ->
          figures.stream().map(this::figure).collect(Collectors.joining("\n"));
      case Block.Listing(String title, String text) ->
          "%s:\n\n```yaml\n%s\n```\n".formatted(title, text.strip());
    };
  }

  private String figure(Figure figure) {
    return "![%s](%s/%s.svg)\n"
        .formatted(figure.caption().replaceAll("[`*\\[\\]]", ""), figureFolder, figure.name());
  }

  private static String table(Table table) {
    StringBuilder text = new StringBuilder(row(table.header()));
    text.append(
        IntStream.range(0, table.header().size())
            .mapToObj(column -> table.isNumeric(column) ? "--:" : "---")
            .collect(Collectors.joining("|", "|", "|\n")));
    table.rows().forEach(cells -> text.append(row(cells)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
