package io.lowland.measure.weakness;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ConeKernels} with the Vector API. Pricing is one fused multiply-add per coordinate, class
 * and block of points: n · K · m / lanes in all, {@value ConeKernels#TILE} independent sums at a
 * time, which hides the latency of each.
 */
final class VectorConeKernels implements ConeKernels {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private static final VectorShuffle<Double> HALF = rotation(LANES / 2);
  private static final VectorShuffle<Double> QUARTER = rotation(LANES / 4);
  private static final VectorShuffle<Double> EIGHTH = rotation(LANES / 8);

  static final VectorConeKernels INSTANCE = new VectorConeKernels();

  private VectorConeKernels() {}

  private static VectorShuffle<Double> rotation(int lanes) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane + lanes) % LANES);
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public double dot(double[] a, int aOffset, double[] b, int bOffset, int length) {
    DoubleVector even = DoubleVector.zero(SPECIES);
    DoubleVector odd = DoubleVector.zero(SPECIES);
    int i = 0;
    for (; i + 2 * LANES <= length; i += 2 * LANES) {
      even = load(a, aOffset + i).fma(load(b, bOffset + i), even);
      odd = load(a, aOffset + i + LANES).fma(load(b, bOffset + i + LANES), odd);
    }
    for (; i + LANES <= length; i += LANES) {
      even = load(a, aOffset + i).fma(load(b, bOffset + i), even);
    }
    double sum = sumInFixedOrder(even.add(odd));
    for (; i < length; i++) {
      sum += a[aOffset + i] * b[bOffset + i];
    }
    return sum;
  }

  /**
   * The sum of all lanes, always by the same tree. {@code reduceLanes} leaves the order open, and
   * results then differ between interpreted and compiled code.
   */
  private static double sumInFixedOrder(DoubleVector terms) {
    DoubleVector sum = terms.add(terms.rearrange(HALF));
    if (LANES >= 4) {
      sum = sum.add(sum.rearrange(QUARTER));
    }
    if (LANES >= 8) {
      sum = sum.add(sum.rearrange(EIGHTH));
    }
    for (int shift = LANES / 16; shift > 0; shift /= 2) {
      sum = sum.add(sum.rearrange(rotation(shift)));
    }
    return sum.lane(0);
  }

  @Override
  public void addScaled(
      double factor, double[] x, int xOffset, double[] y, int yOffset, int length) {
    DoubleVector scale = DoubleVector.broadcast(SPECIES, factor);
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      load(x, xOffset + i).fma(scale, load(y, yOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      y[yOffset + i] += factor * x[xOffset + i];
    }
  }

  @Override
  public void rotate(
      double c, double s, double[] x, int xOffset, double[] y, int yOffset, int length) {
    int i = 0;
    for (; i + LANES <= length; i += LANES) {
      DoubleVector u = load(x, xOffset + i);
      DoubleVector v = load(y, yOffset + i);
      u.mul(c).add(v.mul(s)).intoArray(x, xOffset + i);
      v.mul(c).sub(u.mul(s)).intoArray(y, yOffset + i);
    }
    for (; i < length; i++) {
      double old = x[xOffset + i];
      x[xOffset + i] = c * old + s * y[yOffset + i];
      y[yOffset + i] = c * y[yOffset + i] - s * old;
    }
  }

  @Override
  public int violated(
      PricedPoints points, double[] weights, double threshold, int[] rows, double[] workspace) {
    int stride = stride(points.classes);
    int margins = (points.size + 1) * stride;
    int found = 0;
    int label = -1;
    for (int block = 0; block < points.blocks; ) {
      if (points.blockLabels[block] != label) {
        label = points.blockLabels[block];
        differences(points, weights, label, stride, workspace);
      }
      boolean pair = block + 1 < points.blocks && points.blockLabels[block + 1] == label;
      multiply(points, block, pair, stride, workspace, margins);
      for (int end = block + (pair ? 2 : 1), at = margins; block < end; block++) {
        DoubleVector least = leastOf(workspace, at, stride);
        if (least.lt(threshold).anyTrue()) {
          rows[found++] = smallestRow(points, block, least, workspace, at);
        }
        at += stride * LANES;
      }
    }
    return found;
  }

  private static DoubleVector leastOf(double[] margins, int from, int stride) {
    DoubleVector least = load(margins, from);
    for (int k = 1; k < stride; k++) {
      least = least.min(load(margins, from + k * LANES));
    }
    return least;
  }

  private static int smallestRow(
      PricedPoints points, int block, DoubleVector least, double[] margins, int from) {
    double smallest = least.reduceLanes(VectorOperators.MIN);
    for (int k = 0; ; k++) {
      VectorMask<Double> equal = load(margins, from + k * LANES).eq(smallest);
      if (equal.anyTrue()) {
        return (block * LANES + equal.firstTrue()) * points.classes + k;
      }
    }
  }

  /** Classes, filled up to whole tiles. */
  private static int stride(int classes) {
    return Math.ceilDiv(classes, TILE) * TILE;
  }

  /**
   * The coefficients w_label − w_k of all k as {@code [tiles][m + 1][TILE]}. The last row of a tile
   * is what margins start from: 0, or infinity for the label itself and for what fills up the tile.
   */
  private static void differences(
      PricedPoints points, double[] weights, int label, int stride, double[] into) {
    int classes = points.classes;
    int size = points.size;
    for (int tile = 0, at = 0; tile < stride; tile += TILE) {
      int columns = Math.min(TILE, classes - tile);
      for (int f = 0; f < size; f++, at += TILE) {
        double own = weights[f * classes + label];
        if (columns == TILE) {
          int from = f * classes + tile;
          into[at] = own - weights[from];
          into[at + 1] = own - weights[from + 1];
          into[at + 2] = own - weights[from + 2];
          into[at + 3] = own - weights[from + 3];
          into[at + 4] = own - weights[from + 4];
        } else {
          for (int j = 0; j < TILE; j++) {
            into[at + j] = j < columns ? own - weights[f * classes + tile + j] : 0;
          }
        }
      }
      for (int j = 0; j < TILE; j++) {
        into[at++] = j < columns && tile + j != label ? 0 : Double.POSITIVE_INFINITY;
      }
    }
  }

  @Override
  public void improve(
      PricedPoints points,
      double[] weights,
      int witness,
      double[] best,
      double[] bestWitness,
      double[] workspace) {
    int stride = stride(points.classes);
    int scores = (points.size + 1) * stride;
    for (int k = 0; k < stride; k++) {
      int at = k / TILE * (points.size + 1) * TILE + k % TILE;
      for (int f = 0; f < points.size; f++) {
        workspace[at + f * TILE] = k < points.classes ? weights[f * points.classes + k] : 0;
      }
      workspace[at + points.size * TILE] = 0;
    }
    for (int block = 0; block < points.blocks; ) {
      boolean pair = block + 1 < points.blocks;
      multiply(points, block, pair, stride, workspace, scores);
      for (int end = block + (pair ? 2 : 1), at = scores; block < end; block++) {
        improveBlock(points, block, workspace, at, witness, best, bestWitness);
        at += stride * LANES;
      }
    }
  }

  private static void improveBlock(
      PricedPoints points,
      int block,
      double[] scores,
      int from,
      int witness,
      double[] best,
      double[] bestWitness) {
    DoubleVector first = load(scores, from);
    DoubleVector second = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
    for (int k = 1; k < points.classes; k++) {
      DoubleVector score = load(scores, from + k * LANES);
      second = second.max(first.min(score));
      first = first.max(score);
    }
    for (int k = 0; k < points.classes; k++) {
      DoubleVector score = load(scores, from + k * LANES);
      DoubleVector margin = score.sub(first.blend(second, score.eq(first)));
      int at = (block * points.classes + k) * LANES;
      DoubleVector old = load(best, at);
      VectorMask<Double> better = margin.compare(VectorOperators.GT, old);
      if (better.anyTrue()) {
        old.blend(margin, better).intoArray(best, at);
        load(bestWitness, at).blend((double) witness, better).intoArray(bestWitness, at);
      }
    }
  }

  /**
   * Products of one block or two with coefficients {@code [tiles][m + 1][TILE]}, the last row of
   * each tile being the start values, into {@code [1 or 2][stride][lanes]}.
   */
  private static void multiply(
      PricedPoints points, int block, boolean pair, int stride, double[] workspace, int into) {
    int blockLength = points.size * LANES;
    int tileLength = (points.size + 1) * TILE;
    for (int tile = 0; tile < stride / TILE; tile++) {
      int to = into + tile * TILE * LANES;
      if (pair) {
        int second = to + stride * LANES;
        multiplyPair(points, block * blockLength, tile * tileLength, workspace, to, second);
      } else {
        multiplyOne(points, block * blockLength, tile * tileLength, workspace, to);
      }
    }
  }

  private static void multiplyOne(
      PricedPoints points, int from, int tile, double[] workspace, int into) {
    int size = points.size;
    double[] values = points.values;
    int start = tile + size * TILE;
    DoubleVector a0 = DoubleVector.broadcast(SPECIES, workspace[start]);
    DoubleVector a1 = DoubleVector.broadcast(SPECIES, workspace[start + 1]);
    DoubleVector a2 = DoubleVector.broadcast(SPECIES, workspace[start + 2]);
    DoubleVector a3 = DoubleVector.broadcast(SPECIES, workspace[start + 3]);
    DoubleVector a4 = DoubleVector.broadcast(SPECIES, workspace[start + 4]);
    for (int f = 0; f < size; f++) {
      DoubleVector a = load(values, from + f * LANES);
      a0 = a.fma(DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE]), a0);
      a1 = a.fma(DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 1]), a1);
      a2 = a.fma(DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 2]), a2);
      a3 = a.fma(DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 3]), a3);
      a4 = a.fma(DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 4]), a4);
    }
    a0.intoArray(workspace, into);
    a1.intoArray(workspace, into + LANES);
    a2.intoArray(workspace, into + 2 * LANES);
    a3.intoArray(workspace, into + 3 * LANES);
    a4.intoArray(workspace, into + 4 * LANES);
  }

  /** Two blocks share each broadcast coefficient: 10 products for 7 loads. */
  private static void multiplyPair(
      PricedPoints points, int from, int tile, double[] workspace, int into, int second) {
    int size = points.size;
    int next = from + size * LANES;
    double[] values = points.values;
    int start = tile + size * TILE;
    DoubleVector a0 = DoubleVector.broadcast(SPECIES, workspace[start]);
    DoubleVector a1 = DoubleVector.broadcast(SPECIES, workspace[start + 1]);
    DoubleVector a2 = DoubleVector.broadcast(SPECIES, workspace[start + 2]);
    DoubleVector a3 = DoubleVector.broadcast(SPECIES, workspace[start + 3]);
    DoubleVector a4 = DoubleVector.broadcast(SPECIES, workspace[start + 4]);
    DoubleVector b0 = a0;
    DoubleVector b1 = a1;
    DoubleVector b2 = a2;
    DoubleVector b3 = a3;
    DoubleVector b4 = a4;
    for (int f = 0; f < size; f++) {
      DoubleVector a = load(values, from + f * LANES);
      DoubleVector b = load(values, next + f * LANES);
      DoubleVector w = DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE]);
      a0 = a.fma(w, a0);
      b0 = b.fma(w, b0);
      w = DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 1]);
      a1 = a.fma(w, a1);
      b1 = b.fma(w, b1);
      w = DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 2]);
      a2 = a.fma(w, a2);
      b2 = b.fma(w, b2);
      w = DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 3]);
      a3 = a.fma(w, a3);
      b3 = b.fma(w, b3);
      w = DoubleVector.broadcast(SPECIES, workspace[tile + f * TILE + 4]);
      a4 = a.fma(w, a4);
      b4 = b.fma(w, b4);
    }
    a0.intoArray(workspace, into);
    a1.intoArray(workspace, into + LANES);
    a2.intoArray(workspace, into + 2 * LANES);
    a3.intoArray(workspace, into + 3 * LANES);
    a4.intoArray(workspace, into + 4 * LANES);
    b0.intoArray(workspace, second);
    b1.intoArray(workspace, second + LANES);
    b2.intoArray(workspace, second + 2 * LANES);
    b3.intoArray(workspace, second + 3 * LANES);
    b4.intoArray(workspace, second + 4 * LANES);
  }

  private static DoubleVector load(double[] array, int offset) {
    return DoubleVector.fromArray(SPECIES, array, offset);
  }
}
