package io.lowland.network;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The checked header of a safetensors file: every tensor's bytes lie within the data, agree with
 * its shape, and together they cover the data without gap or overlap.
 *
 * @param metadata the {@code __metadata__} entries
 * @param tensors in the order of their bytes
 * @param dataOffset where in the file the tensors' bytes start
 */
record SafetensorsHeader(Map<String, String> metadata, List<Tensor> tensors, int dataOffset) {

  /** How PyTorch calls what its normalisation layers remember; part of no linear layer. */
  private static final List<String> OF_NORMALISATION =
      List.of(".num_batches_tracked", ".running_mean", ".running_var");

  static final String METADATA = "__metadata__";

  /** More tensors than any stack of layers within {@link Architecture#MAX_PARAMETERS} needs. */
  private static final int MAX_TENSORS = 10_000;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
              .build());

  /** Element types that become floats without loss. */
  enum ElementType {
    F32(4) {
      @Override
      float read(ByteBuffer data, int at) {
        return data.getFloat(at);
      }
    },
    F16(2) {
      @Override
      float read(ByteBuffer data, int at) {
        return Float.float16ToFloat(data.getShort(at));
      }
    },
    BF16(2) {
      @Override
      float read(ByteBuffer data, int at) {
        return Float.intBitsToFloat(data.getShort(at) << 16);
      }
    };

    final int bytes;

    ElementType(int bytes) {
      this.bytes = bytes;
    }

    abstract float read(ByteBuffer data, int at);
  }

  /**
   * One tensor.
   *
   * @param shape every size at least 1
   * @param from first byte, counted from the start of the data
   * @param to end, exclusive
   */
  record Tensor(String name, ElementType type, List<Integer> shape, int from, int to) {

    String field(String what) {
      return "tensor " + name + ", " + what;
    }
  }

  static SafetensorsHeader read(byte[] bytes, String source) {
    int length = headerLength(bytes, source);
    JsonNode root = parse(bytes, length, source);
    if (!root.isObject()) {
      throw new SafetensorsException(
          source,
          "header",
          root.getNodeType().toString().toLowerCase(Locale.ROOT),
          "a JSON object");
    }
    int dataOffset = Long.BYTES + length;
    Map<String, String> metadata = new TreeMap<>();
    List<Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (entry.getKey().equals(METADATA)) {
        readMetadata(entry.getValue(), metadata, source);
      } else if (tensors.size() == MAX_TENSORS) {
        throw new SafetensorsException(source, "tensors", root.size(), "at most " + MAX_TENSORS);
      } else {
        tensors.add(tensor(entry.getKey(), entry.getValue(), source));
      }
    }
    tensors.sort(Comparator.comparingInt(Tensor::from).thenComparing(Tensor::name));
    checkCover(tensors, bytes.length - dataOffset, source);
    return new SafetensorsHeader(metadata, List.copyOf(tensors), dataOffset);
  }

  /** PyTorch's own files begin so: a ZIP archive, and before version 1.6 a pickle. */
  private static void requireNotOfTorchSave(byte[] bytes, String source) {
    if (startsWith(bytes, 'P', 'K', 3, 4) || startsWith(bytes, 0x80, 2, 0x8a, 0x0a)) {
      throw new SafetensorsException(
          source,
          "format",
          "that of torch.save",
          "safetensors: write safetensors.torch.save_file(model.state_dict(), path) in Python");
    }
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    return IntStream.range(0, start.length).allMatch(i -> bytes[i] == (byte) start[i]);
  }

  private static int headerLength(byte[] bytes, String source) {
    if (bytes.length < Long.BYTES) {
      throw new SafetensorsException(
          source, "file size", bytes.length + " bytes", "at least 8: a header length comes first");
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int available = bytes.length - Long.BYTES;
    if (length < 2 || length > Math.min(available, Safetensors.MAX_HEADER)) {
      requireNotOfTorchSave(bytes, source);
      throw new SafetensorsException(
          source,
          "header length",
          Long.toUnsignedString(length),
          "2 to %d, the bytes that follow it (is the file truncated, or not safetensors?)"
              .formatted(Math.min(available, Safetensors.MAX_HEADER)));
    }
    return (int) length;
  }

  private static JsonNode parse(byte[] bytes, int length, String source) {
    CharBuffer text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, Long.BYTES, length));
    } catch (CharacterCodingException e) {
      throw new SafetensorsException(source, "header", "not UTF-8", "JSON in UTF-8");
    }
    if (text.isEmpty() || text.charAt(0) != '{') {
      throw new SafetensorsException(
          source,
          "header",
          text.subSequence(0, Math.min(16, text.length())),
          "JSON starting with {");
    }
    try (JsonParser parser = JSON.createParser(text.toString())) {
      JsonNode root = JSON.readTree(parser);
      if (parser.nextToken() != null) {
        throw new SafetensorsException(source, "header", "text after the JSON object", "spaces");
      }
      return root;
    } catch (JacksonException e) {
      throw new SafetensorsException(
          source, "header", e.getOriginalMessage(), "one JSON object without duplicate keys");
    } catch (IOException e) {
      throw new SafetensorsException(source, "header", e.getMessage(), "JSON");
    }
  }

  private static void readMetadata(JsonNode node, Map<String, String> into, String source) {
    if (!node.isObject()) {
      throw new SafetensorsException(source, METADATA, node, "an object of strings");
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!entry.getValue().isTextual()) {
        throw new SafetensorsException(
            source, METADATA + "." + entry.getKey(), entry.getValue(), "a string");
      }
      into.put(entry.getKey(), entry.getValue().textValue());
    }
  }

  private static Tensor tensor(String name, JsonNode node, String source) {
    String field = "tensor " + name;
    if (!node.isObject() || node.size() != 3) {
      throw new SafetensorsException(
          source, field, node, "an object with dtype, shape and data_offsets");
    }
    if (OF_NORMALISATION.stream().anyMatch(name::endsWith)) {
      throw new SafetensorsException(
          source, field, "of a normalisation layer", "linear layers with ReLU between them alone");
    }
    ElementType type = elementType(node.path("dtype"), field, source);
    List<Integer> shape = new ArrayList<>();
    long bytes = type.bytes;
    for (long size : numbers(node.path("shape"), field + ", shape", source)) {
      if (size < 1 || size > Architecture.MAX_PARAMETERS) {
        throw new SafetensorsException(
            source,
            field + ", shape",
            node.path("shape"),
            "sizes from 1 to " + Architecture.MAX_PARAMETERS);
      }
      bytes *= size;
      if (bytes > (long) type.bytes * Architecture.MAX_PARAMETERS) {
        throw new SafetensorsException(
            source,
            field + ", shape",
            node.path("shape"),
            "at most " + Architecture.MAX_PARAMETERS + " elements");
      }
      shape.add((int) size);
    }
    List<Long> offsets = numbers(node.path("data_offsets"), field + ", data_offsets", source);
    if (offsets.size() != 2
        || offsets.get(0) < 0
        || offsets.get(1) < offsets.get(0)
        || offsets.get(1) > Integer.MAX_VALUE
        || offsets.get(1) - offsets.get(0) != bytes) {
      throw new SafetensorsException(
          source,
          field + ", data_offsets",
          node.path("data_offsets"),
          "[from, to] %d bytes apart, for shape %s of %s".formatted(bytes, shape, type));
    }
    return new Tensor(
        name, type, List.copyOf(shape), offsets.get(0).intValue(), offsets.get(1).intValue());
  }

  private static ElementType elementType(JsonNode node, String field, String source) {
    for (ElementType type : ElementType.values()) {
      if (type.name().equals(node.textValue())) {
        return type;
      }
    }
    throw new SafetensorsException(
        source,
        field + ", dtype",
        node,
        "F32, F16 or BF16; convert with tensor.float() before saving");
  }

  private static List<Long> numbers(JsonNode node, String field, String source) {
    // No tensor of a layer has more than two dimensions, no range more than two ends.
    if (!node.isArray() || node.isEmpty() || node.size() > 4) {
      throw new SafetensorsException(source, field, node, "a short array of whole numbers");
    }
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : node) {
      if (!number.isIntegralNumber() || !number.canConvertToLong()) {
        throw new SafetensorsException(source, field, node, "whole numbers that fit 64 bits");
      }
      numbers.add(number.longValue());
    }
    return numbers;
  }

  private static void checkCover(List<Tensor> tensors, int dataBytes, String source) {
    int end = 0;
    for (Tensor tensor : tensors) {
      if (tensor.from() != end) {
        throw new SafetensorsException(
            source,
            tensor.field("data_offsets"),
            "[%d, %d]".formatted(tensor.from(), tensor.to()),
            "to start at %d, where the tensor before it ends (%s)"
                .formatted(end, tensor.from() < end ? "overlap" : "gap"));
      }
      if (tensor.to() > dataBytes) {
        throw new SafetensorsException(
            source,
            tensor.field("data_offsets"),
            "[%d, %d]".formatted(tensor.from(), tensor.to()),
            "to end within the %d bytes of data; is the file truncated?".formatted(dataBytes));
      }
      end = tensor.to();
    }
    if (end != dataBytes) {
      throw new SafetensorsException(
          source, "data", dataBytes + " bytes", end + ", the bytes of all tensors together");
    }
  }
}
