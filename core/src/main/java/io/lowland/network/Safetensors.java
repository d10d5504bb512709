package io.lowland.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Checkpoints as safetensors files, the format PyTorch and JAX users exchange weights in: a
 * little-endian 64-bit header length, a JSON header, then the tensors' bytes (<a
 * href="https://github.com/huggingface/safetensors#format">format</a>).
 *
 * <p>A file is accepted when it is a stack of {@code nn.Linear} layers of any depth: each layer one
 * {@code NAME.weight} of shape {@code [out, in]} and one {@code NAME.bias} of shape {@code [out]}.
 * {@link LinearStack} says how layers are put in order. Elements are F32; F16 and BF16 are widened,
 * which is exact. Anything else is a {@link SafetensorsException} that says what is wrong.
 */
public final class Safetensors {
  /** The longest header read, as in the reference implementation. */
  static final int MAX_HEADER = 100_000_000;

  /** The largest file read: every array index stays an int. */
  private static final long MAX_FILE = Integer.MAX_VALUE - 64L;

  private static final int ALIGNMENT = 8;

  // Escaped, any text can be written, unpaired surrogates included.
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Safetensors() {}

  /**
   * Reads a checkpoint from a file.
   *
   * @throws SafetensorsException if the file cannot be read or is not such a checkpoint
   */
  public static Checkpoint read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new SafetensorsException(
            file.toString(), "file", "a folder", "a safetensors file, such as those in the folder");
      }
      long size = Files.size(file);
      if (size > MAX_FILE) {
        throw new SafetensorsException(
            file.toString(), "file size", size, "at most " + MAX_FILE + " bytes");
      }
      return read(Files.readAllBytes(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new SafetensorsException(file.toString(), "file", "not found", "a safetensors file");
    } catch (IOException e) {
      throw new SafetensorsException(
          file.toString(), "file", "cannot be read (" + e + ")", "a readable safetensors file");
    }
  }

  /**
   * Reads a checkpoint from bytes.
   *
   * @param source named in error messages
   * @throws SafetensorsException if the bytes are not such a checkpoint
   */
  public static Checkpoint read(byte[] bytes, String source) {
    SafetensorsHeader header = SafetensorsHeader.read(bytes, source);
    Network network = LinearStack.of(header.tensors(), source).network(bytes, header.dataOffset());
    String declared = header.metadata().get(CheckpointMetadata.ARCHITECTURE);
    if (declared != null && !declared.equals(network.architecture().toString())) {
      throw new SafetensorsException(
          source,
          "__metadata__." + CheckpointMetadata.ARCHITECTURE,
          declared,
          network.architecture() + ", as the tensors' shapes say");
    }
    return new Checkpoint(network, header.metadata());
  }

  /**
   * The file of a checkpoint: the same bytes for equal checkpoints. Layers are named {@code fc1},
   * {@code fc2}, …; the tensors' bytes start at a multiple of eight.
   */
  public static byte[] write(Checkpoint checkpoint) {
    byte[] header = header(checkpoint);
    int padded = Math.ceilDiv(header.length, ALIGNMENT) * ALIGNMENT;
    float[] parameters = checkpoint.network().parameters();
    ByteBuffer file =
        ByteBuffer.allocate(
                Math.addExact(
                    Long.BYTES + padded, Math.multiplyExact(Float.BYTES, parameters.length)))
            .order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(padded).put(header);
    for (int i = header.length; i < padded; i++) {
      file.put((byte) ' ');
    }
    file.asFloatBuffer().put(parameters);
    return file.array();
  }

  private static byte[] header(Checkpoint checkpoint) {
    Architecture architecture = checkpoint.network().architecture();
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!checkpoint.metadata().isEmpty()) {
        json.writeObjectFieldStart(SafetensorsHeader.METADATA);
        for (Map.Entry<String, String> entry : checkpoint.metadata().entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      for (int layer = 0; layer < architecture.layers(); layer++) {
        String name = "fc" + (layer + 1);
        int out = architecture.fanOut(layer);
        int bias = architecture.biasOffset(layer);
        writeTensor(
            json,
            name + LinearStack.WEIGHT,
            List.of(out, architecture.fanIn(layer)),
            architecture.weightOffset(layer),
            bias);
        writeTensor(json, name + LinearStack.BIAS, List.of(out), bias, bias + out);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void writeTensor(
      JsonGenerator json, String name, List<Integer> shape, int from, int to) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("dtype", "F32");
    json.writeArrayFieldStart("shape");
    for (int size : shape) {
      json.writeNumber(size);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("data_offsets");
    json.writeNumber((long) Float.BYTES * from);
    json.writeNumber((long) Float.BYTES * to);
    json.writeEndArray();
    json.writeEndObject();
  }
}
