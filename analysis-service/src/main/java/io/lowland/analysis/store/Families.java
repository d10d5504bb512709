package io.lowland.analysis.store;

import io.lowland.measure.MeasureFamily;
import java.util.Locale;
import java.util.Optional;

/** Measure families as text, as in events. */
final class Families {
  private Families() {}

  static String text(MeasureFamily family) {
    return family.name().toLowerCase(Locale.ROOT);
  }

  static Optional<MeasureFamily> parse(Optional<String> text) {
    return text.map(name -> MeasureFamily.valueOf(name.toUpperCase(Locale.ROOT)));
  }
}
