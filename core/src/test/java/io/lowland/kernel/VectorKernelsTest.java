package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The fast kernels give the bits of the plain ones, for any sizes. */
class VectorKernelsTest {
  private final Kernels plain = new PlainKernels();
  private final Kernels vector = new VectorKernels();

  @Property(tries = 60)
  void denseKernelsGiveThePlainBits(
      @ForAll @IntRange(min = 0, max = 37) int rows,
      @ForAll @IntRange(min = 0, max = 70) int inputs,
      @ForAll @IntRange(min = 1, max = 150) int outputs,
      @ForAll boolean relu,
      @ForAll long seed) {
    Random random = new Random(seed);
    int columns = Kernels.padded(outputs);
    int stride = Kernels.padded(inputs);
    float[] x = gaussian(random, rows * stride);
    float[] weights = gaussian(random, inputs * columns);
    float[] bias = gaussian(random, columns);
    float[] expected = new float[rows * columns];
    float[] actual = gaussian(random, rows * columns);
    plain.affine(x, stride, rows, inputs, weights, bias, columns, relu, expected);
    vector.affine(x, stride, rows, inputs, weights, bias, columns, relu, actual);
    assertThat(actual).isEqualTo(expected);

    float[] into = gaussian(random, inputs * columns);
    float[] intoVector = into.clone();
    plain.addOuterProducts(x, stride, rows, inputs, expected, columns, into);
    vector.addOuterProducts(x, stride, rows, inputs, expected, columns, intoVector);
    assertThat(intoVector).isEqualTo(into);

    float[] sums = bias.clone();
    plain.addColumnSums(expected, rows, columns, sums);
    float[] sumsVector = bias.clone();
    vector.addColumnSums(expected, rows, columns, sumsVector);
    assertThat(sumsVector).isEqualTo(sums);

    plain.add(bias, columns, sums);
    vector.add(bias, columns, sumsVector);
    assertThat(sumsVector).isEqualTo(sums);
  }

  @Property(tries = 60)
  void backwardGivesThePlainBitsAndPassesNothingThroughInactiveUnits(
      @ForAll @IntRange(min = 0, max = 37) int rows,
      @ForAll @IntRange(min = 1, max = 40) int units,
      @ForAll @IntRange(min = 1, max = 150) int inputs,
      @ForAll long seed) {
    Random random = new Random(seed);
    int stride = Kernels.padded(units);
    int columns = Kernels.padded(inputs);
    float[] delta = gaussian(random, rows * stride);
    float[] transposed = gaussian(random, units * columns);
    float[] activation = gaussian(random, rows * columns);
    float[] expected = new float[rows * columns];
    float[] actual = new float[rows * columns];
    plain.backward(delta, stride, rows, units, transposed, activation, columns, expected);
    vector.backward(delta, stride, rows, units, transposed, activation, columns, actual);
    assertThat(actual).isEqualTo(expected);
    for (int i = 0; i < actual.length; i++) {
      if (activation[i] <= 0) {
        assertThat(actual[i]).isZero();
      }
    }
  }

  @Property(tries = 60)
  void kernelsForImagesGiveTheBitsOfTheDenseOnes(
      @ForAll @IntRange(min = 1, max = 30) int points,
      @ForAll @IntRange(min = 0, max = 240) int inputs,
      @ForAll @IntRange(min = 1, max = 200) int outputs,
      @ForAll @IntRange(min = 0, max = 10) int tenthsFilled,
      @ForAll boolean relu,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[points * inputs];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(10) < tenthsFilled ? random.nextInt(256) : 0);
    }
    PixelRows images = images(pixels, points, inputs);
    int columns = Kernels.padded(outputs);
    float[] weights = gaussian(random, images.paddedCount() * columns);
    float[] bias = gaussian(random, columns);
    int from = random.nextInt(points);
    int rows = random.nextInt(points - from + 1);
    int[] order = new int[points];
    Arrays.setAll(order, i -> points - 1 - i);
    int padded = images.paddedCount();
    float[] selected = new float[rows * padded];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < inputs; i++) {
        selected[r * padded + i] = (pixels[order[from + r] * inputs + i] & 0xff) / 255f;
      }
    }

    float[] expected = new float[rows * columns];
    plain.affine(selected, padded, rows, padded, weights, bias, columns, relu, expected);
    for (Kernels kernels : new Kernels[] {plain, vector}) {
      float[] actual = gaussian(random, rows * columns);
      kernels.affine(images, order, from, rows, weights, bias, columns, relu, actual);
      assertThat(actual).isEqualTo(expected);
    }

    float[] into = weights.clone();
    plain.addOuterProducts(selected, padded, rows, padded, expected, columns, into);
    BlockColumns byColumn = new BlockColumns(images, points);
    byColumn.select(order, 0, points);
    byColumn.select(order, from, rows);
    for (Kernels kernels : new Kernels[] {plain, vector}) {
      float[] actual = weights.clone();
      kernels.addOuterProducts(byColumn, expected, columns, actual);
      assertThat(actual).isEqualTo(into);
    }
  }

  @Property(tries = 60)
  void softmaxGivesThePlainBitsAndTheTrueValues(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 40) int classes,
      @ForAll @IntRange(min = 0, max = 3) int magnitude,
      @ForAll long seed) {
    Random random = new Random(seed);
    int columns = Kernels.padded(classes);
    float[] logits = new float[rows * columns];
    int[] labels = new int[rows];
    for (int r = 0; r < rows; r++) {
      labels[r] = random.nextInt(classes);
      for (int k = 0; k < classes; k++) {
        logits[r * columns + k] = (float) (random.nextGaussian() * Math.pow(10, magnitude));
      }
    }
    float[] expected = new float[rows * columns];
    float[] actual = gaussian(random, rows * columns);
    double loss =
        plain.softmaxCrossEntropy(logits, rows, classes, columns, labels, -0.5f, expected);
    assertThat(vector.softmaxCrossEntropy(logits, rows, classes, columns, labels, -0.5f, actual))
        .isEqualTo(loss);
    assertThat(actual).isEqualTo(expected);

    double trueLoss = 0;
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp((double) logits[r * columns + k] - logits[r * columns]);
      }
      for (int k = 0; k < columns; k++) {
        double p =
            k < classes
                ? Math.exp((double) logits[r * columns + k] - logits[r * columns]) / sum
                : 0;
        double want = k < classes ? -0.5 * (p - (k == labels[r] ? 1 : 0)) : 0;
        if (Double.isFinite(sum)) {
          assertThat((double) actual[r * columns + k]).isCloseTo(want, within(5e-7));
        }
      }
      trueLoss += Math.log(sum) + logits[r * columns] - logits[r * columns + labels[r]];
    }
    if (Double.isFinite(trueLoss)) {
      assertThat(loss).isCloseTo(trueLoss, within(1e-6 * (rows + Math.abs(trueLoss))));
    }
  }

  @Test
  void theLossOfAnInfiniteOrUndefinedLogitIsNotFinite() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      for (Kernels kernels : new Kernels[] {plain, vector}) {
        float[] logits = new float[16];
        logits[1] = bad;
        double loss =
            kernels.softmaxCrossEntropy(logits, 1, 3, 16, new int[] {0}, 1, new float[16]);
        assertThat(loss).isNotFinite();
      }
    }
  }

  @Test
  void theExponentialIsAccurateToItsStatedError() {
    for (float x = 0; x > Exponential.MIN; x -= 0.0137f) {
      double error = Exponential.exp(x) / Math.exp(x) - 1;
      assertThat(error).as("at %s", x).isCloseTo(0, within(2e-7));
    }
    assertThat(Exponential.exp(0)).isEqualTo(1);
    assertThat(Exponential.exp(-1000)).isLessThan(2e-38f);
    assertThat(Exponential.exp(Float.NaN)).isNaN();
  }

  private static float[] gaussian(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static PixelRows images(byte[] pixels, int rows, int columns) {
    PixelRows images = new PixelRows(rows, columns);
    for (int r = 0; r < rows; r++) {
      images.put(r, pixels, r * columns, IntStream.range(0, columns).toArray());
    }
    return images;
  }
}
