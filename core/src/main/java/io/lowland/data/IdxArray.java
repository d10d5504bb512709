package io.lowland.data;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The content of one IDX file of unsigned bytes.
 *
 * @param shape one to three dimensions, each at least 1
 * @param bytes row-major, as many as the product of {@code shape}; not copied
 */
record IdxArray(List<Integer> shape, byte[] bytes) {

  IdxArray {
    shape = List.copyOf(shape);
  }

  /** Number of images or labels. */
  int count() {
    return shape.getFirst();
  }

  /** The first bytes of an uncompressed IDX file of this shape. */
  byte[] header() {
    ByteBuffer header = ByteBuffer.allocate(IdxReader.headerLength(shape.size()));
    header.putInt(IdxReader.magic(shape.size()));
    shape.forEach(header::putInt);
    return header.array();
  }

  /** SHA-256 of the uncompressed file, which does not depend on how it was compressed. */
  String sha256() {
    return Sha256.hex(header(), bytes);
  }
}
