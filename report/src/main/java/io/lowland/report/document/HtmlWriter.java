package io.lowland.report.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A document as one page that needs no other file: style and figures stand in it. */
public final class HtmlWriter {
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Pattern EMPHASIS = Pattern.compile("\\*([^*]+)\\*");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\((https://[^)]+)\\)");

  /** The whole page. */
  public String write(String title, List<Block> document) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
        .formatted(escaped(title), style(), body(document));
  }

  private static String style() {
    try (InputStream in = HtmlWriter.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String body(List<Block> document) {
    StringBuilder html = new StringBuilder();
    boolean contents = false;
    for (Block block : document) {
      if (!contents && block instanceof Block.Heading(int level, String _) && level == 2) {
        html.append(contents(document));
        contents = true;
      }
      html.append(html(block));
    }
    return html.toString();
  }

  private static String contents(List<Block> document) {
    return document.stream()
        .filter(block -> block instanceof Block.Heading(int level, String _) && level == 2)
        .map(block -> ((Block.Heading) block).text())
        .map(text -> "<li><a href=\"#%s\">%s</a></li>\n".formatted(anchor(text), inline(text)))
        .collect(Collectors.joining("", "<nav aria-label=\"Contents\"><ul>\n", "</ul></nav>\n"));
  }

  private static String html(Block block) {
    return switch (block) {
      case Block.Heading(int level, String text) ->
          "<h%d id=\"%s\">%s</h%d>\n".formatted(level, anchor(text), inline(text), level);
      case Block.Paragraph(String text) -> "<p>" + inline(text) + "</p>\n";
      case Block.Note(String text) -> "<p class=\"note\">" + inline(text) + "</p>\n";
      case Block.Bullets(List<String> items) ->
          items.stream()
              .map(item -> "<li>" + inline(item) + "</li>\n")
              .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
      case Block.Tabular(Table table) -> table(table);
      case Block.Figures(List<Figure> figures) -> figures(figures);
      case Block.Listing(String title, String text) ->
          "<details><summary>%s</summary><pre><code>%s</code></pre></details>\n"
              .formatted(inline(title), escaped(text.strip()));
    };
  }

  /** One figure has its caption below; many side by side say the same within the picture. */
  private static String figures(List<Figure> figures) {
    boolean many = figures.size() > 1;
    return figures.stream()
        .map(
            figure ->
                "<figure>\n%s%s</figure>\n"
                    .formatted(
                        picture(figure),
                        many
                            ? ""
                            : "<figcaption>%s</figcaption>\n".formatted(inline(figure.caption()))))
        .collect(
            Collectors.joining(
                "", "<div class=\"figures%s\">\n".formatted(many ? " many" : ""), "</div>\n"));
  }

  /** The style shows one of two drawings, by the width of the window. */
  private static String picture(Figure figure) {
    return figure
        .narrow()
        .map(
            narrow ->
                "<div class=\"for-wide\">\n%s</div>\n<div class=\"for-narrow\">\n%s</div>\n"
                    .formatted(figure.svg(), narrow))
        .orElse(figure.svg());
  }

  private static String table(Table table) {
    StringBuilder html = new StringBuilder("<div class=\"wide\" tabindex=\"0\"><table>\n<thead>");
    html.append(header(table)).append("</thead>\n<tbody>\n");
    table.rows().forEach(cells -> html.append(row(table, cells)).append('\n'));
    return html.append("</tbody>\n</table></div>\n").toString();
  }

  private static String header(Table table) {
    return IntStream.range(0, table.header().size())
        .mapToObj(column -> cell(table, column, "th scope=\"col\"", table.header().get(column)))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  /** The first cell of a row says what the others are about. */
  private static String row(Table table, List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            column ->
                cell(table, column, column == 0 ? "th scope=\"row\"" : "td", cells.get(column)))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String cell(Table table, int column, String element, String text) {
    return "<%s%s>%s</%s>"
        .formatted(
            element,
            table.isNumeric(column) ? " class=\"number\"" : "",
            inline(text),
            element.substring(0, 2));
  }

  /** Text with the markup of {@link Block}; what stands between backquotes stays as it is. */
  private static String inline(String text) {
    StringBuilder html = new StringBuilder();
    var code = CODE.matcher(text);
    int from = 0;
    while (code.find()) {
      html.append(plain(text.substring(from, code.start())));
      html.append("<code>").append(breakable(code.group(1))).append("</code>");
      from = code.end();
    }
    return html.append(plain(text.substring(from))).toString();
  }

  /** A name that may continue on the next line after each of its words. */
  private static String breakable(String name) {
    return escaped(name).replace("_", "_<wbr>");
  }

  private static String plain(String text) {
    String linked = LINK.matcher(escaped(text)).replaceAll("<a href=\"$2\">$1</a>");
    return EMPHASIS.matcher(linked).replaceAll("<em>$1</em>");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String anchor(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
