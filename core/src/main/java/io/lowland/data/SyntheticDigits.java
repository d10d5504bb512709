package io.lowland.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Handwritten-looking digits drawn by code: a stand-in for MNIST on machines without data and
 * without a network. The same shape (28 × 28, 60,000 + 10,000, ten classes in equal numbers) and,
 * at 250 training points, about as hard. The bytes are the same on every machine.
 *
 * <p>Each image is drawn from a random stream of its own, so images can be drawn in any order. A
 * way of writing the digit is chosen, bent by a random quadratic map, then sheared, turned,
 * stretched and shifted by a random affine map, and drawn with a random pen.
 */
public final class SyntheticDigits {

  /** Name in the catalogue. */
  public static final String NAME = "synthetic-digits";

  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int TRAIN_COUNT = 60_000;
  private static final int TEST_COUNT = 10_000;

  /** The sizes of the full data set. */
  static final DatasetShape SHAPE = new DatasetShape(NAME, TRAIN_COUNT, SIDE * SIDE, CLASSES);

  private static final long TRAIN_SEED = 1;
  private static final long TEST_SEED = 2;

  /** Half the size of the box a digit is written in, in pixels: MNIST's digits are 20 high. */
  private static final double HALF_SIZE = 9;

  private SyntheticDigits() {}

  /** The full data set; drawn anew at each call. */
  public static Dataset dataset() {
    return dataset(TRAIN_COUNT, TEST_COUNT);
  }

  /** The data set with other numbers of images, each a multiple of ten. */
  static Dataset dataset(int trainCount, int testCount) {
    LabelledImages train = images(trainCount, TRAIN_SEED);
    LabelledImages test = images(testCount, TEST_SEED);
    return new Dataset(NAME, train, test, CLASSES, IdxDataset.digest(train, test));
  }

  private static LabelledImages images(int count, long seed) {
    byte[] labels = shuffledLabels(count, SplitMix64.stream(seed, -1));
    byte[] pixels = new byte[count * SIDE * SIDE];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            image ->
                draw(
                    labels[image],
                    new Canvas(pixels, image * SIDE * SIDE, SIDE),
                    SplitMix64.stream(seed, image)));
    return new LabelledImages(SIDE, SIDE, pixels, labels);
  }

  private static byte[] shuffledLabels(int count, SplitMix64 random) {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % CLASSES);
    }
    for (int i = count - 1; i > 0; i--) {
      int j = random.below(i + 1);
      byte swapped = labels[i];
      labels[i] = labels[j];
      labels[j] = swapped;
    }
    return labels;
  }

  private static void draw(int digit, Canvas canvas, SplitMix64 random) {
    List<List<double[]>> variants = DigitShapes.variants(digit);
    List<double[]> strokes = variants.get(random.below(variants.size()));
    Handwriting hand = Handwriting.draw(random);
    double radius = random.between(0.5, 1.4);
    double brightness = random.between(190, 255);
    for (double[] stroke : strokes) {
      double[] points = hand.write(stroke, random);
      for (int i = 0; i + 3 < points.length; i += 2) {
        canvas.line(
            SIDE / 2.0 + HALF_SIZE * points[i],
            SIDE / 2.0 + HALF_SIZE * points[i + 1],
            SIDE / 2.0 + HALF_SIZE * points[i + 2],
            SIDE / 2.0 + HALF_SIZE * points[i + 3],
            radius,
            1,
            brightness);
      }
    }
    canvas.roughen(0.3, random);
  }
}
