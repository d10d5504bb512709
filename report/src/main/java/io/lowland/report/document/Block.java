package io.lowland.report.document;

import java.util.List;

/**
 * A part of a document. Text may hold {@code `code`}, {@code *emphasis*} and {@code [links](to)},
 * as in Markdown, and nothing else.
 */
public sealed interface Block {

  /** A heading; {@code level} 1 is the document's title. */
  record Heading(int level, String text) implements Block {}

  /** A paragraph. */
  record Paragraph(String text) implements Block {}

  /** A remark that stands aside from the text. */
  record Note(String text) implements Block {}

  /** A list of points. */
  record Bullets(List<String> items) implements Block {
    public Bullets {
      items = List.copyOf(items);
    }
  }

  /** A table with what it shows. */
  record Tabular(Table table) implements Block {}

  /** Figures side by side. */
  record Figures(List<Figure> figures) implements Block {
    public Figures {
      figures = List.copyOf(figures);
    }
  }

  /** Text that is shown as it is, such as a file. */
  record Listing(String title, String text) implements Block {}
}
