package io.lowland.analysis.endpoint;

import java.util.List;

/** An answer that is a table for those who accept {@code text/csv}. */
interface Table {

  /** A header, then a line per row; {@link java.util.Optional} cells may be empty. */
  List<List<?>> table();
}
