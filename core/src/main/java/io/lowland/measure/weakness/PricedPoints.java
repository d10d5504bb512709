package io.lowland.measure.weakness;

import java.util.Arrays;

/**
 * Points in homogeneous coordinates, laid out for pricing: grouped by label into blocks of as many
 * points as a vector has lanes, each block {@code [m][lanes]}, so that one load brings one
 * coordinate of a whole block. The last block of a label is filled up by repeating a point.
 */
final class PricedPoints {
  final int size;
  final int classes;
  final int lanes;
  final int blocks;

  /** {@code [blocks][size][lanes]}. */
  final double[] values;

  /** {@code [blocks]}, ascending. */
  final int[] blockLabels;

  /** {@code [blocks * lanes]}: which point stands in a slot. */
  final int[] pointOfSlot;

  /**
   * Lays out {@code count} points.
   *
   * @param rows {@code [count][size]}
   * @param labels {@code [count]}
   */
  PricedPoints(double[] rows, int[] labels, int count, int size, int classes, int lanes) {
    this.size = size;
    this.classes = classes;
    this.lanes = lanes;
    int[] ofLabel = new int[classes];
    for (int i = 0; i < count; i++) {
      ofLabel[labels[i]]++;
    }
    int[] start = new int[classes + 1];
    for (int k = 0; k < classes; k++) {
      start[k + 1] = start[k] + Math.ceilDiv(ofLabel[k], lanes);
    }
    blocks = start[classes];
    blockLabels = new int[blocks];
    pointOfSlot = new int[blocks * lanes];
    Arrays.fill(pointOfSlot, -1);
    int[] next = new int[classes];
    for (int i = 0; i < count; i++) {
      pointOfSlot[start[labels[i]] * lanes + next[labels[i]]++] = i;
    }
    for (int k = 0; k < classes; k++) {
      Arrays.fill(blockLabels, start[k], start[k + 1], k);
    }
    values = new double[blocks * size * lanes];
    for (int slot = 0; slot < pointOfSlot.length; slot++) {
      if (pointOfSlot[slot] < 0) {
        pointOfSlot[slot] = pointOfSlot[slot - 1];
      }
      int from = pointOfSlot[slot] * size;
      int to = slot / lanes * size * lanes + slot % lanes;
      for (int f = 0; f < size; f++) {
        values[to + f * lanes] = rows[from + f];
      }
    }
  }
}
