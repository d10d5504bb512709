package io.lowland.kernel;

import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * What the bytes of an image stand for: {@code (b & 0xff) / 255f}. In vectors a product with the
 * reciprocal, corrected by its error, is that quotient to the last bit without a division.
 */
final class Pixels {
  /** The value of each byte, taken as unsigned. */
  static final float[] SCALED = new float[256];

  static {
    for (int b = 0; b < SCALED.length; b++) {
      SCALED[b] = b / 255f;
    }
  }

  private static final float RECIPROCAL = 1 / 255f;

  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final IntVector SHIFTS =
      IntVector.fromArray(IntVector.SPECIES_128, new int[] {0, 8, 16, 24}, 0);
  private static final FloatVector RECIPROCAL_OF_4 =
      FloatVector.broadcast(FloatVector.SPECIES_128, RECIPROCAL);
  private static final FloatVector DIVISOR_OF_4 =
      FloatVector.broadcast(FloatVector.SPECIES_128, -255f);
  private static final FloatVector RECIPROCAL_OF_16 =
      FloatVector.broadcast(FloatVector.SPECIES_512, RECIPROCAL);
  private static final FloatVector DIVISOR_OF_16 =
      FloatVector.broadcast(FloatVector.SPECIES_512, -255f);

  private Pixels() {}

  /** The values of four bytes. */
  static FloatVector four(byte[] bytes, int at) {
    IntVector all = IntVector.broadcast(IntVector.SPECIES_128, (int) FOUR_BYTES.get(bytes, at));
    FloatVector pixels = (FloatVector) all.lanewise(LSHR, SHIFTS).and(0xff).convert(I2F, 0);
    FloatVector quotient = pixels.mul(RECIPROCAL_OF_4);
    return quotient.fma(DIVISOR_OF_4, pixels).fma(RECIPROCAL_OF_4, quotient);
  }

  /** The values of 16 bytes. Apart from {@link #four}: a method for both shapes is not inlined. */
  static FloatVector sixteen(byte[] bytes, int at) {
    FloatVector pixels =
        (FloatVector)
            ByteVector.fromArray(ByteVector.SPECIES_128, bytes, at)
                .convertShape(ZERO_EXTEND_B2I, IntVector.SPECIES_512, 0)
                .convert(I2F, 0);
    FloatVector quotient = pixels.mul(RECIPROCAL_OF_16);
    return quotient.fma(DIVISOR_OF_16, pixels).fma(RECIPROCAL_OF_16, quotient);
  }
}
