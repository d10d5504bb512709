package io.lowland.report.document;

import java.util.Optional;

/**
 * A picture.
 *
 * @param name of its files, without ending; what is no letter, digit, point or dash becomes a dash
 * @param caption what it shows, in words that stand for it where it cannot be seen
 * @param svg the picture; colours are presentation attributes beside a class, so that a page may
 *     choose others
 * @param narrow the same drawn for a column as narrow as a telephone, where {@code svg} would
 *     shrink until its text could not be read
 */
public record Figure(String name, String caption, String svg, Optional<String> narrow) {

  public Figure {
    // A measure of one's own is called what its author likes, slashes included.
    name = name.replaceAll("[^\\p{L}\\p{N}._-]", "-");
  }

  /** A picture that is narrow itself. */
  public Figure(String name, String caption, String svg) {
    this(name, caption, svg, Optional.empty());
  }
}
