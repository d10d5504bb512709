package io.lowland.contracts;

import java.util.List;

/** What to say of a data set's name that no data set has. */
public final class DatasetNames {
  /** What misspelt names are compared with. */
  private static final List<String> WELL_KNOWN =
      List.of("mnist", "fashion-mnist", "synthetic-digits");

  private DatasetNames() {}

  /** What was expected instead of {@code name}: the name that was probably meant, or all. */
  public static String expectedInsteadOf(String name) {
    return Nearest.to(name, WELL_KNOWN)
        .map("a data set; did you mean %s?"::formatted)
        .orElse("mnist, fashion-mnist, synthetic-digits or idx:FOLDER");
  }
}
