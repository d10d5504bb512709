package io.lowland.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files of unsigned bytes, plain or compressed with gzip (told apart by their content).
 *
 * <p>The format (Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits"):
 * two zero bytes, one byte for the type (8: unsigned byte), one for the number of dimensions, the
 * dimensions as big-endian 32-bit integers, then the data, row-major, to the end of the file.
 *
 * <p>Files are not trusted. No more memory is taken than the header declares, the header may not
 * declare more than {@link #MAX_BYTES}, and it is not believed beyond what a file of this length
 * can hold; so neither a false header nor a decompression bomb does harm.
 */
final class IdxReader {

  /** The most data bytes a file may declare: one gibibyte, 22 times MNIST. */
  static final int MAX_BYTES = 1 << 30;

  /** Deflate cannot expand by more than this (RFC 1951: 258 bytes from 2 bits, rounded up). */
  private static final long MAX_EXPANSION = 1032;

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int UNSIGNED_BYTE = 8;

  private IdxReader() {}

  /**
   * Reads the file at {@code path}.
   *
   * @param rank number of dimensions expected: 3 for images, 1 for labels
   * @throws IdxException naming the file, what was found and what was expected
   */
  static IdxArray read(Path path, int rank) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, Files.size(path), path.toString(), rank);
    } catch (NoSuchFileException e) {
      throw new IdxException("%s: no such file".formatted(path));
    } catch (IOException e) {
      throw new IdxException("%s: cannot be read (%s)".formatted(path, e));
    }
  }

  /** As {@link #read(Path, int)} from the bytes of a file; {@code source} names it in errors. */
  static IdxArray read(byte[] file, String source, int rank) {
    try (InputStream in = new ByteArrayInputStream(file)) {
      return read(in, file.length, source, rank);
    } catch (IOException e) {
      throw new AssertionError("reading from memory does not fail", e);
    }
  }

  /** Length of the header of a file with {@code rank} dimensions. */
  static int headerLength(int rank) {
    return Integer.BYTES * (1 + rank);
  }

  /** The first four bytes of a file with {@code rank} dimensions, big-endian. */
  static int magic(int rank) {
    return UNSIGNED_BYTE << 8 | rank;
  }

  private static IdxArray read(InputStream file, long fileLength, String source, int rank)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(file, 1 << 16);
    try {
      if (!startsWithGzipMagic(buffered)) {
        return readContent(buffered, fileLength, source, rank);
      }
      InputStream inflated = new GZIPInputStream(buffered, 1 << 16);
      return readContent(inflated, fileLength * MAX_EXPANSION, source, rank);
    } catch (EOFException e) {
      throw new IdxException(
          "%s: the gzip stream is cut off; expected it complete".formatted(source));
    } catch (ZipException e) {
      throw new IdxException(
          "%s: the gzip stream is corrupt (%s); expected an intact file"
              .formatted(source, e.getMessage()));
    }
  }

  private static boolean startsWithGzipMagic(BufferedInputStream in) throws IOException {
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    return (first << 8 | second) == GZIP_MAGIC;
  }

  /**
   * @param mostBytes the file cannot hold more than this many uncompressed bytes
   */
  private static IdxArray readContent(InputStream in, long mostBytes, String source, int rank)
      throws IOException {
    List<Integer> shape = readShape(in, source, rank);
    long declared = shape.stream().mapToLong(size -> size).reduce(1, IdxReader::saturatedProduct);
    if (declared > MAX_BYTES) {
      throw new IdxException(
          "%s: dimensions %s; expected at most %d bytes of data"
              .formatted(source, text(shape), MAX_BYTES));
    }
    if (declared + headerLength(rank) > mostBytes) {
      throw new IdxException(
          "%s: the file is too short for dimensions %s; expected %d bytes of data"
              .formatted(source, text(shape), declared));
    }
    byte[] bytes = in.readNBytes((int) declared);
    if (bytes.length < declared) {
      throw new IdxException(
          "%s: %d bytes of data; dimensions %s need %d"
              .formatted(source, bytes.length, text(shape), declared));
    }
    if (in.read() >= 0) {
      throw new IdxException(
          "%s: more bytes after the data; dimensions %s need %d"
              .formatted(source, text(shape), declared));
    }
    return new IdxArray(shape, bytes);
  }

  private static List<Integer> readShape(InputStream in, String source, int rank)
      throws IOException {
    byte[] header = in.readNBytes(headerLength(rank));
    if (header.length >= Integer.BYTES) {
      checkMagic(ByteBuffer.wrap(header).getInt(), source, rank);
    }
    if (header.length < headerLength(rank)) {
      throw new IdxException(
          "%s: %d bytes; expected a header of %d bytes"
              .formatted(source, header.length, headerLength(rank)));
    }
    ByteBuffer fields = ByteBuffer.wrap(header).position(Integer.BYTES);
    List<Integer> shape = new ArrayList<>();
    for (int dimension = 0; dimension < rank; dimension++) {
      int size = fields.getInt();
      if (size < 1) {
        throw new IdxException(
            "%s: dimension %d is %d; expected at least 1 and at most %d"
                .formatted(source, dimension, Integer.toUnsignedLong(size), MAX_BYTES));
      }
      shape.add(size);
    }
    return shape;
  }

  private static void checkMagic(int found, String source, int rank) {
    if (found != magic(rank)) {
      throw new IdxException(
          "%s: magic number 0x%08x; expected 0x%08x, %s"
              .formatted(
                  source,
                  found,
                  magic(rank),
                  "unsigned bytes in %d dimension%s".formatted(rank, rank == 1 ? "" : "s")));
    }
  }

  /** Both at least 1; a product beyond {@link #MAX_BYTES} need not be exact. */
  private static long saturatedProduct(long a, long b) {
    return a > MAX_BYTES ? a : a * b;
  }

  private static String text(List<Integer> shape) {
    return String.join(" x ", shape.stream().map(String::valueOf).toList());
  }
}
