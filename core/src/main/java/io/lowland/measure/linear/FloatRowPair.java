package io.lowland.measure.linear;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product of two sparse float rows with a panel of a float matrix, with the Vector API. The
 * rows share the list of their entries, so that each load from the panel serves two multiply-adds.
 * The sums are formed in registers from zero and then added to what is there: long rows that are
 * multiplied stretch by stretch keep their rounding errors small, and a stretch of the matrix that
 * fits a near cache serves many rows.
 */
public final class FloatRowPair {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Panels must have a multiple of this many columns; at most 64, and it divides 64. */
  public static final int LANES = SPECIES.length();

  /** Columns whose sums are kept in registers together: the width of most panels. */
  public static final int PANEL = 4 * LANES;

  private FloatRowPair() {}

  /**
   * y0 += Σ_t first[t] · panel[inputs[t]] and y1 += Σ_t second[t] · panel[inputs[t]], where each
   * sum is one chain of fused multiply-adds in the order of the entries, from zero.
   *
   * @param first values of the first row, by entry
   * @param second values of the second row, by entry
   * @param inputs row of the panel for each entry
   * @param from first entry
   * @param to after the last entry
   * @param panel {@code [rows][columns]} row-major
   * @param columns a multiple of {@link #LANES}, at most {@link #PANEL}
   * @param y modified: y0 is {@code [columns]} from {@code y0}, y1 from {@code y1}
   */
  public static void addProducts(
      float[] first,
      float[] second,
      int[] inputs,
      int from,
      int to,
      float[] panel,
      int columns,
      float[] y,
      int y0,
      int y1) {
    if (columns == PANEL) {
      addFourVectors(first, second, inputs, from, to, panel, y, y0, y1);
      return;
    }
    for (int j = 0; j < columns; j += LANES) {
      var s0 = FloatVector.zero(SPECIES);
      var s1 = FloatVector.zero(SPECIES);
      for (int t = from; t < to; t++) {
        var row = FloatVector.fromArray(SPECIES, panel, inputs[t] * columns + j);
        s0 = FloatVector.broadcast(SPECIES, first[t]).fma(row, s0);
        s1 = FloatVector.broadcast(SPECIES, second[t]).fma(row, s1);
      }
      add(s0, y, y0 + j);
      add(s1, y, y1 + j);
    }
  }

  private static void addFourVectors(
      float[] first,
      float[] second,
      int[] inputs,
      int from,
      int to,
      float[] panel,
      float[] y,
      int y0,
      int y1) {
    var s00 = FloatVector.zero(SPECIES);
    var s01 = FloatVector.zero(SPECIES);
    var s02 = FloatVector.zero(SPECIES);
    var s03 = FloatVector.zero(SPECIES);
    var s10 = FloatVector.zero(SPECIES);
    var s11 = FloatVector.zero(SPECIES);
    var s12 = FloatVector.zero(SPECIES);
    var s13 = FloatVector.zero(SPECIES);
    for (int t = from; t < to; t++) {
      int at = inputs[t] * PANEL;
      var b0 = FloatVector.fromArray(SPECIES, panel, at);
      var b1 = FloatVector.fromArray(SPECIES, panel, at + LANES);
      var b2 = FloatVector.fromArray(SPECIES, panel, at + 2 * LANES);
      var b3 = FloatVector.fromArray(SPECIES, panel, at + 3 * LANES);
      var x0 = FloatVector.broadcast(SPECIES, first[t]);
      s00 = x0.fma(b0, s00);
      s01 = x0.fma(b1, s01);
      s02 = x0.fma(b2, s02);
      s03 = x0.fma(b3, s03);
      var x1 = FloatVector.broadcast(SPECIES, second[t]);
      s10 = x1.fma(b0, s10);
      s11 = x1.fma(b1, s11);
      s12 = x1.fma(b2, s12);
      s13 = x1.fma(b3, s13);
    }
    add(s00, y, y0);
    add(s01, y, y0 + LANES);
    add(s02, y, y0 + 2 * LANES);
    add(s03, y, y0 + 3 * LANES);
    add(s10, y, y1);
    add(s11, y, y1 + LANES);
    add(s12, y, y1 + 2 * LANES);
    add(s13, y, y1 + 3 * LANES);
  }

  private static void add(FloatVector sum, float[] y, int at) {
    sum.add(FloatVector.fromArray(SPECIES, y, at)).intoArray(y, at);
  }
}
