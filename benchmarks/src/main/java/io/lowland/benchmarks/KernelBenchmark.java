package io.lowland.benchmarks;

import io.lowland.data.DatasetCatalogue;
import io.lowland.data.PointSet;
import io.lowland.data.Split;
import io.lowland.kernel.BlockColumns;
import io.lowland.kernel.Kernels;
import io.lowland.kernel.PixelRows;
import io.lowland.kernel.VectorKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Each kernel of a training alone, on a minibatch of 64 points of a 784-256-128-10 network. With
 * {@code -prof gc} a kernel that puts vectors on the heap, and is slow because of it, shows.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UseSerialGC"
    })
@Warmup(iterations = 3, time = 2)
@org.openjdk.jmh.annotations.Measurement(iterations = 5, time = 2)
public class KernelBenchmark {
  private static final int BATCH = 64;
  private static final int FIRST = 256;
  private static final int SECOND = 128;
  private static final int POINTS = 6000;

  /** The first that can be had is used. */
  @Param({"mnist,synthetic-digits", "fashion-mnist,synthetic-digits"})
  public String datasets;

  private final Kernels kernels = new VectorKernels();
  private final int[] order = new int[POINTS];
  private PixelRows images;
  private BlockColumns columns;
  private float[] firstWeights;
  private float[] secondWeights;
  private float[] bias;
  private float[] first;
  private float[] second;
  private float[] delta;
  private int from;

  /** Images and random parameters. */
  @Setup
  public void prepare() {
    List<String> preference = List.of(datasets.split(","));
    PointSet points =
        Split.of(DatasetCatalogue.ofEnvironment().resolve(preference).dataset(), POINTS).training();
    int features = points.dataset().features();
    images = new PixelRows(POINTS, features);
    for (int p = 0; p < POINTS; p++) {
      int[] all = IntStream.range(0, features).toArray();
      images.put(p, points.pixelArray(p), points.pixelOffset(p), all);
    }
    arrange();
    columns = new BlockColumns(images, BATCH);
    columns.select(order, 0, BATCH);
    firstWeights = gaussian(images.paddedCount() * FIRST);
    secondWeights = gaussian(FIRST * SECOND);
    bias = gaussian(FIRST);
    first = gaussian(BATCH * FIRST);
    second = gaussian(BATCH * SECOND);
    delta = new float[BATCH * FIRST];
  }

  /** As a training does: alike images next to each other, minibatches of points in that order. */
  private void arrange() {
    int[] similar = images.similarityOrder();
    images = images.arranged(similar);
    for (int r = 0; r < POINTS; r++) {
      order[similar[r]] = r;
    }
    for (int from = 0; from < POINTS; from += BATCH) {
      Arrays.sort(order, from, Math.min(from + BATCH, POINTS));
    }
  }

  private static float[] gaussian(int length) {
    Random random = new Random(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian() * 1e-3f;
    }
    return values;
  }

  /** First layer, forward. */
  @Benchmark
  public float[] firstLayer() {
    kernels.affine(images, order, 0, BATCH, firstWeights, bias, FIRST, true, first);
    return first;
  }

  /** First layer, weight gradients, from images already turned to columns. */
  @Benchmark
  public float[] firstLayerGradients() {
    kernels.addOuterProducts(columns, first, FIRST, firstWeights);
    return firstWeights;
  }

  /** Another minibatch turned to columns. */
  @Benchmark
  public BlockColumns toColumns() {
    from = from + 2 * BATCH <= POINTS ? from + BATCH : 0;
    columns.select(order, from, BATCH);
    return columns;
  }

  /** Second layer, forward: 64 × 256 × 128 multiply-adds. */
  @Benchmark
  public float[] secondLayer() {
    kernels.affine(first, FIRST, BATCH, FIRST, secondWeights, bias, SECOND, true, second);
    return second;
  }

  /** The signal passed back through the second layer: as many. */
  @Benchmark
  public float[] secondLayerBackward() {
    kernels.backward(second, SECOND, BATCH, SECOND, secondWeights, first, FIRST, delta);
    return delta;
  }

  /** Second layer, weight gradients: as many. */
  @Benchmark
  public float[] secondLayerGradients() {
    kernels.addOuterProducts(first, FIRST, BATCH, FIRST, second, SECOND, secondWeights);
    return secondWeights;
  }
}
