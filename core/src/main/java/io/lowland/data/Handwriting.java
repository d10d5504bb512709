package io.lowland.data;

/**
 * One writer's way of deforming a stroke: a quadratic bend, then an affine map, then an unsteady
 * hand. Coordinates are those of {@link DigitShapes}.
 *
 * @param bend coefficients of x², xy, y² in x, then in y
 * @param affine {@code xx, xy, x0, yx, yy, y0}
 * @param tremor standard deviation of each point
 */
record Handwriting(double[] bend, double[] affine, double tremor) {
  private static final double BEND = 0.12;
  private static final double SLANT = 0.2;
  private static final double STRETCH = 0.14;
  private static final double SHIFT = 0.1;
  private static final double TREMOR = 0.03;

  static Handwriting draw(SplitMix64 random) {
    double[] bend = new double[6];
    for (int i = 0; i < bend.length; i++) {
      bend[i] = BEND * random.bell();
    }
    double[] affine = {
      1 + STRETCH * random.bell(),
      SLANT * random.bell(),
      SHIFT * random.bell(),
      SLANT * random.bell(),
      1 + STRETCH * random.bell(),
      SHIFT * random.bell()
    };
    return new Handwriting(bend, affine, TREMOR);
  }

  /** The deformed stroke; {@code stroke} is not modified. */
  double[] write(double[] stroke, SplitMix64 random) {
    double[] written = new double[stroke.length];
    for (int i = 0; i < stroke.length; i += 2) {
      double x = stroke[i];
      double y = stroke[i + 1];
      double bentX = x + bend[0] * x * x + bend[1] * x * y + bend[2] * y * y;
      double bentY = y + bend[3] * x * x + bend[4] * x * y + bend[5] * y * y;
      written[i] = affine[0] * bentX + affine[1] * bentY + affine[2] + tremor * random.bell();
      written[i + 1] = affine[3] * bentX + affine[4] * bentY + affine[5] + tremor * random.bell();
    }
    return written;
  }
}
