package io.lowland.measure.weakness;

import java.util.Arrays;
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
  public int mostViolated(
      PricedPoints points, double[] weights, double threshold, double[] workspace) {
    int classes = points.classes;
    int stride = Math.ceilDiv(classes, TILE) * TILE;
    DoubleVector smallest = DoubleVector.broadcast(SPECIES, threshold);
    DoubleVector rows = DoubleVector.broadcast(SPECIES, -1);
    int label = -1;
    for (int block = 0; block < points.blocks; block++) {
      if (points.blockLabels[block] != label) {
        label = points.blockLabels[block];
        differences(points, weights, label, stride, workspace);
      }
      int base = block * points.size * LANES;
      for (int k = 0; k < classes; k += TILE) {
        int offset = points.size * stride + k;
        DoubleVector m0 = DoubleVector.broadcast(SPECIES, workspace[offset]);
        DoubleVector m1 = DoubleVector.broadcast(SPECIES, workspace[offset + 1]);
        DoubleVector m2 = DoubleVector.broadcast(SPECIES, workspace[offset + 2]);
        DoubleVector m3 = DoubleVector.broadcast(SPECIES, workspace[offset + 3]);
        DoubleVector m4 = DoubleVector.broadcast(SPECIES, workspace[offset + 4]);
        for (int f = 0, at = base, d = k; f < points.size; f++, at += LANES, d += stride) {
          DoubleVector v = load(points.values, at);
          m0 = v.fma(DoubleVector.broadcast(SPECIES, workspace[d]), m0);
          m1 = v.fma(DoubleVector.broadcast(SPECIES, workspace[d + 1]), m1);
          m2 = v.fma(DoubleVector.broadcast(SPECIES, workspace[d + 2]), m2);
          m3 = v.fma(DoubleVector.broadcast(SPECIES, workspace[d + 3]), m3);
          m4 = v.fma(DoubleVector.broadcast(SPECIES, workspace[d + 4]), m4);
        }
        double row = block * classes + k;
        VectorMask<Double> smaller = m0.lt(smallest);
        smallest = smallest.blend(m0, smaller);
        rows = rows.blend(row, smaller);
        smaller = m1.lt(smallest);
        smallest = smallest.blend(m1, smaller);
        rows = rows.blend(row + 1, smaller);
        smaller = m2.lt(smallest);
        smallest = smallest.blend(m2, smaller);
        rows = rows.blend(row + 2, smaller);
        smaller = m3.lt(smallest);
        smallest = smallest.blend(m3, smaller);
        rows = rows.blend(row + 3, smaller);
        smaller = m4.lt(smallest);
        smallest = smallest.blend(m4, smaller);
        rows = rows.blend(row + 4, smaller);
      }
    }
    return firstSmallest(smallest, rows, classes);
  }

  /**
   * w_label − w_k for all k as {@code [m][stride]}, then one more row that the margins start from:
   * 0, or infinity for the label itself and for the classes that fill up the last tile.
   */
  private static void differences(
      PricedPoints points, double[] weights, int label, int stride, double[] into) {
    int classes = points.classes;
    for (int f = 0; f < points.size; f++) {
      double own = weights[f * classes + label];
      for (int k = 0; k < classes; k++) {
        into[f * stride + k] = own - weights[f * classes + k];
      }
      Arrays.fill(into, f * stride + classes, (f + 1) * stride, 0);
    }
    int start = points.size * stride;
    Arrays.fill(into, start, start + classes, 0);
    Arrays.fill(into, start + classes, start + stride, Double.POSITIVE_INFINITY);
    into[start + label] = Double.POSITIVE_INFINITY;
  }

  private static int firstSmallest(DoubleVector smallest, DoubleVector rows, int classes) {
    double least = smallest.reduceLanes(VectorOperators.MIN);
    int found = -1;
    for (int lane = 0; lane < LANES; lane++) {
      int row = (int) rows.lane(lane);
      if (row >= 0 && smallest.lane(lane) == least) {
        int slot = row / classes * LANES + lane;
        int candidate = slot * classes + row % classes;
        if (found < 0 || candidate < found) {
          found = candidate;
        }
      }
    }
    return found;
  }

  @Override
  public void improve(
      PricedPoints points,
      double[] weights,
      int witness,
      double[] best,
      double[] bestWitness,
      double[] workspace) {
    int classes = points.classes;
    int stride = Math.ceilDiv(classes, TILE) * TILE;
    int scores = points.size * stride;
    for (int f = 0; f < points.size; f++) {
      System.arraycopy(weights, f * classes, workspace, f * stride, classes);
      Arrays.fill(workspace, f * stride + classes, (f + 1) * stride, 0);
    }
    for (int block = 0; block < points.blocks; block++) {
      for (int k = 0; k < classes; k += TILE) {
        scoreTile(points, block, k, stride, workspace, scores + k * LANES);
      }
      DoubleVector first = load(workspace, scores);
      DoubleVector second = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
      for (int k = 1; k < classes; k++) {
        DoubleVector score = load(workspace, scores + k * LANES);
        second = second.max(first.min(score));
        first = first.max(score);
      }
      for (int k = 0; k < classes; k++) {
        DoubleVector score = load(workspace, scores + k * LANES);
        DoubleVector rival = first.blend(second, score.eq(first));
        DoubleVector margin = score.sub(rival);
        int at = (block * classes + k) * LANES;
        DoubleVector old = load(best, at);
        VectorMask<Double> better = margin.compare(VectorOperators.GT, old);
        if (better.anyTrue()) {
          old.blend(margin, better).intoArray(best, at);
          load(bestWitness, at).blend((double) witness, better).intoArray(bestWitness, at);
        }
      }
    }
  }

  private static void scoreTile(
      PricedPoints points, int block, int k, int stride, double[] workspace, int into) {
    DoubleVector s0 = DoubleVector.zero(SPECIES);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    DoubleVector s4 = s0;
    int at = block * points.size * LANES;
    for (int f = 0, w = k; f < points.size; f++, at += LANES, w += stride) {
      DoubleVector v = load(points.values, at);
      s0 = v.fma(DoubleVector.broadcast(SPECIES, workspace[w]), s0);
      s1 = v.fma(DoubleVector.broadcast(SPECIES, workspace[w + 1]), s1);
      s2 = v.fma(DoubleVector.broadcast(SPECIES, workspace[w + 2]), s2);
      s3 = v.fma(DoubleVector.broadcast(SPECIES, workspace[w + 3]), s3);
      s4 = v.fma(DoubleVector.broadcast(SPECIES, workspace[w + 4]), s4);
    }
    s0.intoArray(workspace, into);
    s1.intoArray(workspace, into + LANES);
    s2.intoArray(workspace, into + 2 * LANES);
    s3.intoArray(workspace, into + 3 * LANES);
    s4.intoArray(workspace, into + 4 * LANES);
  }

  private static DoubleVector load(double[] array, int offset) {
    return DoubleVector.fromArray(SPECIES, array, offset);
  }
}
