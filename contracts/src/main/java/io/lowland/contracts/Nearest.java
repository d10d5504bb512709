package io.lowland.contracts;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The word of {@code known} with the fewest edits from {@code word}, if they are few. */
  public static Optional<String> to(String word, Collection<String> known) {
    int most = Math.max(1, word.length() / 3);
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= most);
  }

  /**
   * The optimal string alignment distance: insertions, deletions and replacements of one character,
   * and exchanges of two neighbours, which are the commonest slip of the fingers.
   */
  private static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int fewest(int[][] edits, String from, String to, int i, int j) {
    int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean exchanged =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return exchanged ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }
}
