package io.lowland.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Makes IDX files, right and wrong ones. */
final class IdxBytes {

  private IdxBytes() {}

  /** A file with this magic number, these dimensions and this data. */
  static byte[] file(int magic, int[] dimensions, byte[] data) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + data.length);
    file.putInt(magic);
    for (int dimension : dimensions) {
      file.putInt(dimension);
    }
    return file.put(data).array();
  }

  static byte[] images(int count, int rows, int columns) {
    byte[] pixels = new byte[count * rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (31 * i);
    }
    return file(0x803, new int[] {count, rows, columns}, pixels);
  }

  static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return file(0x801, new int[] {labels.length}, bytes);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Four small files: three training and two test images of 2 x 3 pixels. */
  static void writeSmallDataset(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train-images-idx3-ubyte"), images(3, 2, 3));
    Files.write(folder.resolve("train-labels-idx1-ubyte.gz"), gzip(labels(0, 1, 2)));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(images(2, 2, 3)));
    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(3, 0));
  }
}
