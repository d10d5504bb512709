package io.lowland.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Nine vectors at once times a matrix, in float, with the Vector API: what the K − 1 = 9 signals of
 * ten classes need on their way back through a layer. Nine rows by two vectors keep 18 sums in
 * registers and need 2 loads and 9 broadcasts for 18 fused multiply-adds.
 *
 * <p>The matrix stands in panels of {@link #PANEL} columns, {@code [panels][rows][PANEL]}, of which
 * one stays in the nearest cache while many bundles of vectors pass by. Products come out in tiles
 * {@code [BUNDLE][PANEL]}, and a bundle is a list of such tiles, so that what one layer gives is
 * what the next one takes.
 *
 * <p>Every sum is formed in the order of the list of rows, from zero, by fused multiply-adds.
 */
public final class NineVectors {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Vectors in a bundle. */
  public static final int BUNDLE = 9;

  /** Columns of a panel. */
  public static final int PANEL = 2 * LANES;

  /** Elements of a tile. */
  public static final int TILE = BUNDLE * PANEL;

  /** Sums that are added up side by side, see {@link #addSquares}. */
  public static final int SUMS = DOUBLES.length();

  private NineVectors() {}

  /** How many panels a matrix of {@code columns} columns has; the last is filled up with zeros. */
  public static int panels(int columns) {
    return Math.ceilDiv(columns, PANEL);
  }

  /** Where element {@code e} of vector {@code v} stands in a bundle. */
  public static int index(int v, int e) {
    return e / PANEL * TILE + v * PANEL + e % PANEL;
  }

  /**
   * Puts a matrix into panels.
   *
   * @param matrix {@code [rows][columns]} row-major, from {@code at} on
   * @param factor what every element is multiplied by
   */
  public static float[] toPanels(float[] matrix, int at, int rows, int columns, double factor) {
    float[] panels = new float[Math.multiplyExact(rows, panels(columns) * PANEL)];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        panels[(c / PANEL * rows + r) * PANEL + c % PANEL] =
            (float) (matrix[at + r * columns + c] * factor);
      }
    }
    return panels;
  }

  /**
   * The product of a bundle and a panel over some rows of the matrix: {@code tile[v][c] = Σ_t
   * bundle[v][rows[t]] · panel[rows[t]][c]}.
   *
   * @param bundles the bundle stands from {@code bundleAt} on; not modified
   * @param rows of the matrix, those from {@code from} to {@code to - 1} count
   * @param panels of the matrix; the panel stands from {@code panelAt} on; not modified
   * @param tiles the tile from {@code tileAt} on is overwritten
   */
  public static void multiply(
      float[] bundles,
      int bundleAt,
      int[] rows,
      int from,
      int to,
      float[] panels,
      int panelAt,
      float[] tiles,
      int tileAt) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s40 = s00;
    FloatVector s41 = s00;
    FloatVector s50 = s00;
    FloatVector s51 = s00;
    FloatVector s60 = s00;
    FloatVector s61 = s00;
    FloatVector s70 = s00;
    FloatVector s71 = s00;
    FloatVector s80 = s00;
    FloatVector s81 = s00;
    for (int t = from; t < to; t++) {
      int row = rows[t];
      int p = panelAt + row * PANEL;
      int x = bundleAt + row / PANEL * TILE + row % PANEL;
      FloatVector b0 = load(panels, p);
      FloatVector b1 = load(panels, p + LANES);
      FloatVector e;
      e = FloatVector.broadcast(SPECIES, bundles[x]);
      s00 = e.fma(b0, s00);
      s01 = e.fma(b1, s01);
      e = FloatVector.broadcast(SPECIES, bundles[x + PANEL]);
      s10 = e.fma(b0, s10);
      s11 = e.fma(b1, s11);
      e = FloatVector.broadcast(SPECIES, bundles[x + 2 * PANEL]);
      s20 = e.fma(b0, s20);
      s21 = e.fma(b1, s21);
      e = FloatVector.broadcast(SPECIES, bundles[x + 3 * PANEL]);
      s30 = e.fma(b0, s30);
      s31 = e.fma(b1, s31);
      e = FloatVector.broadcast(SPECIES, bundles[x + 4 * PANEL]);
      s40 = e.fma(b0, s40);
      s41 = e.fma(b1, s41);
      e = FloatVector.broadcast(SPECIES, bundles[x + 5 * PANEL]);
      s50 = e.fma(b0, s50);
      s51 = e.fma(b1, s51);
      e = FloatVector.broadcast(SPECIES, bundles[x + 6 * PANEL]);
      s60 = e.fma(b0, s60);
      s61 = e.fma(b1, s61);
      e = FloatVector.broadcast(SPECIES, bundles[x + 7 * PANEL]);
      s70 = e.fma(b0, s70);
      s71 = e.fma(b1, s71);
      e = FloatVector.broadcast(SPECIES, bundles[x + 8 * PANEL]);
      s80 = e.fma(b0, s80);
      s81 = e.fma(b1, s81);
    }
    s00.intoArray(tiles, tileAt);
    s01.intoArray(tiles, tileAt + LANES);
    s10.intoArray(tiles, tileAt + 2 * LANES);
    s11.intoArray(tiles, tileAt + 3 * LANES);
    s20.intoArray(tiles, tileAt + 4 * LANES);
    s21.intoArray(tiles, tileAt + 5 * LANES);
    s30.intoArray(tiles, tileAt + 6 * LANES);
    s31.intoArray(tiles, tileAt + 7 * LANES);
    s40.intoArray(tiles, tileAt + 8 * LANES);
    s41.intoArray(tiles, tileAt + 9 * LANES);
    s50.intoArray(tiles, tileAt + 10 * LANES);
    s51.intoArray(tiles, tileAt + 11 * LANES);
    s60.intoArray(tiles, tileAt + 12 * LANES);
    s61.intoArray(tiles, tileAt + 13 * LANES);
    s70.intoArray(tiles, tileAt + 14 * LANES);
    s71.intoArray(tiles, tileAt + 15 * LANES);
    s80.intoArray(tiles, tileAt + 16 * LANES);
    s81.intoArray(tiles, tileAt + 17 * LANES);
  }

  /**
   * Adds the squares of a tile's columns that are on. The nine squares of a column are summed in
   * float, all else in double.
   *
   * @param tiles the tile stands from {@code tileAt} on; not modified
   * @param on {@code [PANEL]} from {@code onAt} on: a column counts where this is above 0
   * @param squares modified, {@link #SUMS} partial sums from {@code at} on
   */
  public static void addSquares(
      float[] tiles, int tileAt, float[] on, int onAt, double[] squares, int at) {
    DoubleVector sum = DoubleVector.fromArray(DOUBLES, squares, at);
    for (int c = 0; c < PANEL; c += LANES) {
      FloatVector column = FloatVector.zero(SPECIES);
      for (int t = tileAt + c; t < tileAt + TILE; t += PANEL) {
        FloatVector x = load(tiles, t);
        column = x.fma(x, column);
      }
      column =
          FloatVector.zero(SPECIES)
              .blend(column, load(on, onAt + c).compare(VectorOperators.GT, 0));
      sum = sum.add(column.convertShape(VectorOperators.F2D, DOUBLES, 0));
      sum = sum.add(column.convertShape(VectorOperators.F2D, DOUBLES, 1));
    }
    sum.intoArray(squares, at);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(SPECIES, from, at);
  }
}
