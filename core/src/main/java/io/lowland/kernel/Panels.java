package io.lowland.kernel;

/**
 * The layout of matrices that products run through row by row: columns are cut into panels of
 * {@link #WIDTH}, the last one narrower, and the panels stand one after the other, each row-major.
 * The rows of a panel follow each other in memory without gaps, so the processor's prefetching sees
 * one stream where whole rows, a power of two apart, would compete for the same sets of the cache.
 */
public final class Panels {
  /** Columns of a panel; a multiple of the columns that a register tile takes. */
  public static final int WIDTH = 64;

  private Panels() {}

  /** Where column {@code c} of row {@code r} stands in a matrix {@code [rows][columns]}. */
  public static int index(int rows, int columns, int r, int c) {
    int first = c / WIDTH * WIDTH;
    return first * rows + r * width(columns, first) + c - first;
  }

  /** Columns of the panel that starts with column {@code first}. */
  public static int width(int columns, int first) {
    return Math.min(WIDTH, columns - first);
  }
}
