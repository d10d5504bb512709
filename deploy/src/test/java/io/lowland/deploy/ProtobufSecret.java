package io.lowland.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Reads the Secrets in which Helm keeps its records, which it sends in Kubernetes' protobuf
 * encoding: four bytes of magic, then an envelope ({@code runtime.Unknown}) with the object as
 * bytes in field 2. Field numbers are those of {@code generated.proto} of {@code
 * k8s.io/api/core/v1} and {@code k8s.io/apimachinery}.
 */
final class ProtobufSecret {
  private static final byte[] MAGIC = {'k', '8', 's', 0};
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProtobufSecret() {}

  static boolean isProtobuf(byte[] body) {
    return body.length > MAGIC.length && ByteBuffer.wrap(body, 0, 4).equals(ByteBuffer.wrap(MAGIC));
  }

  static ObjectNode read(byte[] body) {
    ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    ObjectNode metadata = secret.putObject("metadata");
    ObjectNode data = secret.putObject("data");
    ByteBuffer envelope = ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length);
    forEachField(
        envelope,
        (number, object) -> {
          if (number == 2) {
            forEachField(object, (field, value) -> readField(secret, metadata, data, field, value));
          }
        });
    return secret;
  }

  private static void readField(
      ObjectNode secret, ObjectNode metadata, ObjectNode data, int field, ByteBuffer value) {
    switch (field) {
      case 1 -> forEachField(value, (number, content) -> readMetadata(metadata, number, content));
      case 2 -> readEntry(value, (key, content) -> data.put(key, bytes(content)));
      case 3 -> secret.put("type", text(value));
      default -> {}
    }
  }

  private static void readMetadata(ObjectNode metadata, int field, ByteBuffer value) {
    switch (field) {
      case 1 -> metadata.put("name", text(value));
      case 3 -> metadata.put("namespace", text(value));
      case 11 ->
          readEntry(
              value, (key, content) -> metadata.withObject("/labels").put(key, text(content)));
      default -> {}
    }
  }

  /** An entry of a map: key in field 1, value in field 2. */
  private static void readEntry(ByteBuffer entry, BiConsumer<String, ByteBuffer> consumer) {
    ByteBuffer[] keyAndValue = {ByteBuffer.allocate(0), ByteBuffer.allocate(0)};
    forEachField(entry, (number, content) -> keyAndValue[number - 1] = content);
    consumer.accept(text(keyAndValue[0]), keyAndValue[1]);
  }

  /** Passes on fields that have bytes; numbers are read over. */
  private static void forEachField(ByteBuffer message, BiConsumer<Integer, ByteBuffer> consumer) {
    while (message.hasRemaining()) {
      long tag = readVarint(message);
      switch ((int) (tag & 7)) {
        case 0 -> readVarint(message);
        case 1 -> message.position(message.position() + Long.BYTES);
        case 2 -> {
          int length = (int) readVarint(message);
          consumer.accept((int) (tag >>> 3), message.slice(message.position(), length));
          message.position(message.position() + length);
        }
        case 5 -> message.position(message.position() + Integer.BYTES);
        default -> throw new IllegalArgumentException("no protobuf: wire type " + (tag & 7));
      }
    }
  }

  private static long readVarint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = message.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static String text(ByteBuffer value) {
    return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }
}
