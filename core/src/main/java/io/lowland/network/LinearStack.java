package io.lowland.network;

import io.lowland.network.SafetensorsHeader.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The affine layers among a file's tensors, in order. Names only pair weights with biases and
 * suggest the order: layers are taken in natural order of their names ({@code net.2} before {@code
 * net.10}) when their shapes then form a chain, each layer taking what the one before gives;
 * otherwise in the one order in which they do. A file for which there is no such order, or more
 * than one, is rejected.
 */
final class LinearStack {
  static final String WEIGHT = ".weight";
  static final String BIAS = ".bias";

  /** Digits are compared by value, everything else by character. */
  static final Comparator<String> NATURAL_ORDER =
      Comparator.comparing(LinearStack::chunks, LinearStack::compareChunks)
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern CHUNK = Pattern.compile("\\d+|\\D+");

  private record Layer(String name, Tensor weight, Tensor bias) {
    int fanIn() {
      return weight.shape().get(1);
    }

    int fanOut() {
      return weight.shape().get(0);
    }
  }

  private final List<Layer> layers;
  private final String source;

  private LinearStack(List<Layer> layers, String source) {
    this.layers = layers;
    this.source = source;
  }

  static LinearStack of(List<Tensor> tensors, String source) {
    Map<String, Tensor> weights = new TreeMap<>(NATURAL_ORDER);
    Map<String, Tensor> biases = new HashMap<>();
    for (Tensor tensor : tensors) {
      String name = tensor.name();
      if (name.endsWith(WEIGHT)) {
        weights.put(stem(name, WEIGHT), checkRank(tensor, 2, "[out, in]", source));
      } else if (name.endsWith(BIAS)) {
        biases.put(stem(name, BIAS), checkRank(tensor, 1, "[out]", source));
      } else {
        throw new SafetensorsException(
            source, "tensor", name, "only NAME.weight and NAME.bias of fully connected layers");
      }
    }
    List<Layer> layers = pair(weights, biases, source);
    if (layers.size() < 2) {
      throw new SafetensorsException(
          source,
          "layers",
          layers.size(),
          "at least two fully connected layers (one hidden layer and the classifier)");
    }
    return new LinearStack(chains(layers) ? layers : chain(layers, source), source);
  }

  private static String stem(String name, String suffix) {
    return name.substring(0, name.length() - suffix.length());
  }

  private static Tensor checkRank(Tensor tensor, int rank, String expected, String source) {
    if (tensor.shape().size() != rank) {
      throw new SafetensorsException(
          source, tensor.field("shape"), tensor.shape(), expected + " of a fully connected layer");
    }
    return tensor;
  }

  private static List<Layer> pair(
      Map<String, Tensor> weights, Map<String, Tensor> biases, String source) {
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, Tensor> entry : weights.entrySet()) {
      String name = entry.getKey();
      Tensor weight = entry.getValue();
      Tensor bias = biases.remove(name);
      if (bias == null) {
        throw new SafetensorsException(
            source, "tensor " + name + BIAS, "missing", "a bias beside " + weight.name());
      }
      if (!bias.shape().getFirst().equals(weight.shape().getFirst())) {
        throw new SafetensorsException(
            source,
            bias.field("shape"),
            bias.shape(),
            "[%d], the rows of %s".formatted(weight.shape().getFirst(), weight.name()));
      }
      layers.add(new Layer(name, weight, bias));
    }
    for (String name : biases.keySet()) {
      throw new SafetensorsException(
          source, "tensor " + name + WEIGHT, "missing", "a weight beside " + name + BIAS);
    }
    return layers;
  }

  private static boolean chains(List<Layer> layers) {
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).fanIn() != layers.get(i - 1).fanOut()) {
        return false;
      }
    }
    return true;
  }

  /** Follows the shapes from the only layer whose input no layer gives. */
  private static List<Layer> chain(List<Layer> layers, String source) {
    List<Layer> rest = new ArrayList<>(layers);
    List<Layer> chain = new ArrayList<>();
    Layer next =
        only(rest.stream().filter(layer -> givenByNone(layer, layers)).toList(), layers, source);
    while (true) {
      chain.add(next);
      rest.remove(next);
      if (rest.isEmpty()) {
        return chain;
      }
      int width = next.fanOut();
      next = only(rest.stream().filter(layer -> layer.fanIn() == width).toList(), layers, source);
    }
  }

  private static boolean givenByNone(Layer layer, List<Layer> layers) {
    return layers.stream().noneMatch(other -> other.fanOut() == layer.fanIn());
  }

  private static Layer only(List<Layer> candidates, List<Layer> layers, String source) {
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    throw new SafetensorsException(
        source,
        "layers",
        String.join(
            ", ",
            layers.stream()
                .limit(8)
                .map(layer -> "%s %d→%d".formatted(layer.name(), layer.fanIn(), layer.fanOut()))
                .toList()),
        "names in natural order, or shapes, that chain: each layer takes as many inputs as the one"
            + " before it gives");
  }

  /** The network of these layers, every parameter checked to be finite. */
  Network network(byte[] file, int dataOffset) {
    Architecture architecture = architecture();
    float[] parameters = new float[architecture.parameterCount()];
    ByteBuffer data = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int l = 0; l < layers.size(); l++) {
      copy(layers.get(l).weight(), data, dataOffset, parameters, architecture.weightOffset(l));
      copy(layers.get(l).bias(), data, dataOffset, parameters, architecture.biasOffset(l));
    }
    return new Network(architecture, parameters);
  }

  private Architecture architecture() {
    List<Integer> widths = new ArrayList<>();
    widths.add(layers.getFirst().fanIn());
    layers.forEach(layer -> widths.add(layer.fanOut()));
    try {
      return new Architecture(widths);
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException(
          source, "layers", e.getMessage(), "a network within the supported size");
    }
  }

  private void copy(Tensor tensor, ByteBuffer data, int dataOffset, float[] into, int at) {
    int bytes = tensor.type().bytes;
    int count = (tensor.to() - tensor.from()) / bytes;
    int columns = tensor.shape().getLast();
    for (int i = 0; i < count; i++) {
      float value = tensor.type().read(data, dataOffset + tensor.from() + i * bytes);
      if (!Float.isFinite(value)) {
        String index =
            tensor.shape().size() == 1
                ? "[%d]".formatted(i)
                : "[%d][%d]".formatted(i / columns, i % columns);
        throw new SafetensorsException(
            source, tensor.field("element " + index), value, "a finite number");
      }
      into[at + i] = value;
    }
  }

  private static List<String> chunks(String name) {
    List<String> chunks = new ArrayList<>();
    for (Matcher matcher = CHUNK.matcher(name); matcher.find(); ) {
      chunks.add(matcher.group());
    }
    return chunks;
  }

  private static int compareChunks(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = compareChunk(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static int compareChunk(String a, String b) {
    if (!isAsciiNumber(a) || !isAsciiNumber(b)) {
      return a.compareTo(b);
    }
    String x = a.replaceFirst("^0+(?=.)", "");
    String y = b.replaceFirst("^0+(?=.)", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static boolean isAsciiNumber(String chunk) {
    return chunk.charAt(0) >= '0' && chunk.charAt(0) <= '9';
  }
}
