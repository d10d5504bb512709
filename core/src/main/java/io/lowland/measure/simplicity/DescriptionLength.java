package io.lowland.measure.simplicity;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * Bytes of all weights and biases, rounded to float16 and compressed by DEFLATE (zlib of the JDK at
 * level 9). The parameters stand in the order of the architecture, little-endian.
 */
public final class DescriptionLength implements Measure {

  @Override
  public String name() {
    return "description_length";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    byte[] quantised = quantised(context.network().parameters());
    return Measurement.of(
        name(),
        compressedLength(quantised),
        Map.of("compressor", "DEFLATE, level 9", "uncompressed_bytes", quantised.length));
  }

  static byte[] quantised(float[] parameters) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Short.BYTES, parameters.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float parameter : parameters) {
      bytes.putShort(Float.floatToFloat16(parameter));
    }
    return bytes.array();
  }

  static long compressedLength(byte[] bytes) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] discarded = new byte[1 << 16];
      while (!deflater.finished()) {
        deflater.deflate(discarded);
      }
      return deflater.getBytesWritten();
    }
  }
}
