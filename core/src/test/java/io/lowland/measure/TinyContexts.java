package io.lowland.measure;

import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.data.Split;
import io.lowland.data.UnseenPoints;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Small data sets and networks for tests of measures. */
public final class TinyContexts {
  private static final long INITIAL_SEED = 1_000_003;

  private TinyContexts() {}

  /** 12 training and 8 test images of random pixels and labels that fit {@code network}. */
  public static MeasureContext of(Network network) {
    return of(network, 12, 8, 12, 7);
  }

  /** A context over random images; the first {@code trainPoints} drawn are trained on. */
  public static MeasureContext of(
      Network network, int trainImages, int testImages, int trainPoints, long seed) {
    return of(network, dataset(network, trainImages, testImages, seed), trainPoints);
  }

  /** A context over {@code dataset} whose unseen points are all the rest. */
  public static MeasureContext of(Network network, Dataset dataset, int trainPoints) {
    return new MeasureContext(
        network,
        Split.of(dataset, trainPoints, UnseenPoints.ALL),
        MeasureOptions.PAPER,
        Optional.of(Network.initialise(network.architecture(), new TorchRandom(INITIAL_SEED))));
  }

  /** Random images that fit {@code network}; about half of the pixels are zero. */
  public static Dataset dataset(Network network, int trainImages, int testImages, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int pixels = network.architecture().inputs();
    int classes = network.architecture().classes();
    return new Dataset(
        "tiny",
        images(trainImages, pixels, classes, random),
        images(testImages, pixels, classes, random),
        classes,
        "tiny-" + seed);
  }

  private static LabelledImages images(int count, int pixels, int classes, RandomGenerator random) {
    byte[] bytes = new byte[count * pixels];
    byte[] labels = new byte[count];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(classes);
    }
    return new LabelledImages(1, pixels, bytes, labels);
  }
}
