package io.lowland.measure.ensemble;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A set of numbers as text: one bit per number, the lowest bit of the first byte for 0, compressed
 * by zlib (RFC 1950), in Base64. Of 69,750 points of which 15 % are in the set that is some 8 kB.
 */
final class CompressedBits {
  private CompressedBits() {}

  static String encode(BitSet bits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(bits.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * The set in {@code text}.
   *
   * @param name of the text, for the error
   * @param size all numbers are below; text that unpacks to more is refused before it is unpacked
   */
  static BitSet decode(String name, String text, int size) {
    // Room for one byte too many shows that there are too many.
    int most = (int) ((size + 7L) / 8) + 1;
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      BitSet bits = BitSet.valueOf(in.readNBytes(most));
      if (bits.length() > size) {
        throw new IllegalArgumentException("a number beyond %d".formatted(size - 1));
      }
      return bits;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "details.%s: %s; expected one bit for each of %d points, compressed by zlib, in Base64"
              .formatted(name, e.getMessage(), size),
          e);
    }
  }
}
