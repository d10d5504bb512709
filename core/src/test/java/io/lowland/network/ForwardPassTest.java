package io.lowland.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.data.PointSet;
import io.lowland.random.TorchRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForwardPassTest {

  @Property(tries = 40)
  void everyActivationIsThePlainSumInTheStatedOrder(
      @ForAll @IntRange(min = 1, max = 600) int count,
      @ForAll @IntRange(min = 1, max = 70) int first,
      @ForAll @IntRange(min = 1, max = 40) int second,
      @ForAll @IntRange(min = 1, max = 20) int classes,
      @ForAll long seed) {
    PointSet points = points(5, 4, count, seed);
    Network network =
        Network.initialise(
            Architecture.of(20, first, second, classes), new TorchRandom(seed & 0xffff));
    List<Integer> starts = new ArrayList<>();
    new ForwardPass(network)
        .run(
            points,
            (from, size, activations) -> {
              starts.add(from);
              for (int p = 0; p < size; p++) {
                double[][] expected = plain(network, points, from + p);
                for (int l = 0; l < 3; l++) {
                  int width = network.architecture().fanOut(l);
                  for (int o = 0; o < width; o++) {
                    assertThat(activations[l + 1][p * width + o]).isEqualTo(expected[l][o]);
                  }
                }
              }
            });
    assertThat(starts)
        .isEqualTo(
            IntStream.iterate(0, from -> from < count, from -> from + ForwardPass.BLOCK)
                .boxed()
                .toList());
  }

  @Test
  void aNetworkForOtherImagesIsRejected() {
    Network network = Network.initialise(Architecture.of(9, 3, 2), new TorchRandom(0));
    assertThatThrownBy(() -> new ForwardPass(network).run(points(5, 4, 3, 1), (f, c, a) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("network 9-3-2 takes 9 inputs; images of random have 20 pixels");
  }

  @Test
  void noPointsGiveNoBlocks() {
    Network network = Network.initialise(Architecture.of(20, 3, 2), new TorchRandom(0));
    new ForwardPass(network)
        .run(points(5, 4, 3, 1).slice(0, 0), (from, count, activations) -> fail(from));
  }

  private static void fail(int from) {
    throw new AssertionError("unexpected block at " + from);
  }

  static double[][] plain(Network network, PointSet points, int position) {
    Architecture architecture = network.architecture();
    double[] x = new double[architecture.inputs()];
    for (int i = 0; i < x.length; i++) {
      int pixel = points.pixelArray(position)[points.pixelOffset(position) + i] & 0xff;
      x[i] = pixel / 255f;
    }
    double[][] outputs = new double[architecture.layers()][];
    for (int l = 0; l < architecture.layers(); l++) {
      double[] out = new double[architecture.fanOut(l)];
      for (int o = 0; o < out.length; o++) {
        double sum = network.bias(l, o);
        for (int i = 0; i < x.length; i++) {
          sum = Math.fma(x[i], (double) network.weight(l, o, i), sum);
        }
        out[o] = l < architecture.hiddenLayers() ? Math.max(0, sum) : sum;
      }
      outputs[l] = out;
      x = out;
    }
    return outputs;
  }

  static PointSet points(int rows, int columns, int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0);
    }
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(2);
    }
    LabelledImages images = new LabelledImages(rows, columns, pixels, labels);
    Dataset dataset = new Dataset("random", images, images, 2, "none");
    return PointSet.of(dataset, IntStream.range(0, count).toArray());
  }
}
