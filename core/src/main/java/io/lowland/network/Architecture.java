package io.lowland.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The widths of a fully connected ReLU classifier, for example {@code 784-64-8-10}: inputs, one or
 * more hidden layers, classes. Affine layers are numbered {@code 0 ... layers()-1}; hidden layer
 * {@code l} (1-based, as in the paper) is the output of affine layer {@code l-1} after the ReLU.
 *
 * <p>Parameters stand in one flat array in PyTorch's order: for each affine layer the weights
 * {@code [fanOut][fanIn]} row-major, then the biases {@code [fanOut]}.
 *
 * @param widths at least three entries, each at least 1
 */
public record Architecture(List<Integer> widths) {

  /** The most parameters a network may have: 2^28, one gibibyte of floats. */
  public static final int MAX_PARAMETERS = 1 << 28;

  public Architecture {
    widths = List.copyOf(widths);
    if (widths.size() < 3) {
      throw new IllegalArgumentException(
          "architecture %s; expected inputs, at least one hidden width and classes, such as 784-64-8-10"
              .formatted(text(widths)));
    }
    if (widths.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "architecture %s; expected every width to be at least 1".formatted(text(widths)));
    }
    long parameters = 0;
    for (int layer = 0; layer + 1 < widths.size(); layer++) {
      parameters += (widths.get(layer) + 1L) * widths.get(layer + 1);
      if (parameters > MAX_PARAMETERS) {
        throw new IllegalArgumentException(
            "architecture %s has more than %d parameters, the most supported"
                .formatted(text(widths), MAX_PARAMETERS));
      }
    }
  }

  /** The architecture with these widths. */
  public static Architecture of(int... widths) {
    return new Architecture(Arrays.stream(widths).boxed().toList());
  }

  /**
   * Reads {@code 784-64-8-10}.
   *
   * @throws IllegalArgumentException naming the text and what was expected
   */
  public static Architecture parse(String text) {
    try {
      return of(Arrays.stream(text.strip().split("-", -1)).mapToInt(Integer::parseInt).toArray());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "architecture '%s'; expected widths joined by '-', such as 784-64-8-10".formatted(text),
          e);
    }
  }

  /** Number of affine layers: hidden layers plus the classifier. */
  public int layers() {
    return widths.size() - 1;
  }

  /** Number of hidden layers. */
  public int hiddenLayers() {
    return widths.size() - 2;
  }

  /** Width of the input. */
  public int inputs() {
    return widths.getFirst();
  }

  /** Number of classes K. */
  public int classes() {
    return widths.getLast();
  }

  /** Width d of the last hidden layer, whose output are the frozen features. */
  public int features() {
    return widths.get(widths.size() - 2);
  }

  /** Input width of affine layer {@code layer}. */
  public int fanIn(int layer) {
    return widths.get(layer);
  }

  /** Output width of affine layer {@code layer}. */
  public int fanOut(int layer) {
    return widths.get(layer + 1);
  }

  /** Where the weights of affine layer {@code layer} start in the flat parameters. */
  public int weightOffset(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) {
      offset += (fanIn(l) + 1) * fanOut(l);
    }
    return offset;
  }

  /** Where the biases of affine layer {@code layer} start in the flat parameters. */
  public int biasOffset(int layer) {
    return weightOffset(layer) + fanIn(layer) * fanOut(layer);
  }

  /** Number of weights and biases. */
  public int parameterCount() {
    return weightOffset(layers());
  }

  @Override
  public String toString() {
    return text(widths);
  }

  private static String text(List<Integer> widths) {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
