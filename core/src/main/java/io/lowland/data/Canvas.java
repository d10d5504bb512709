package io.lowland.data;

/** A square grey image that polylines are drawn on; a window into an array of many images. */
final class Canvas {
  private final byte[] pixels;
  private final int offset;
  private final int side;

  /**
   * @param pixels holds the image, row-major, from {@code offset}; modified
   */
  Canvas(byte[] pixels, int offset, int side) {
    this.pixels = pixels;
    this.offset = offset;
    this.side = side;
  }

  /**
   * Draws a line with round ends. Where lines cross, the brighter one shows.
   *
   * @param radius half the width of the line, in pixels
   * @param softness width of the edge over which it fades, in pixels
   * @param brightness 0 to 255
   */
  void line(
      double x0,
      double y0,
      double x1,
      double y1,
      double radius,
      double softness,
      double brightness) {
    double reach = radius + softness;
    double alongX = x1 - x0;
    double alongY = y1 - y0;
    double squaredLength = alongX * alongX + alongY * alongY;
    int lastRow = clip(Math.max(y0, y1) + reach);
    int lastColumn = clip(Math.max(x0, x1) + reach);
    for (int row = clip(Math.min(y0, y1) - reach); row <= lastRow; row++) {
      for (int column = clip(Math.min(x0, x1) - reach); column <= lastColumn; column++) {
        double fromX = column - x0;
        double fromY = row - y0;
        double along =
            squaredLength == 0
                ? 0
                : Math.clamp((fromX * alongX + fromY * alongY) / squaredLength, 0, 1);
        double offX = fromX - along * alongX;
        double offY = fromY - along * alongY;
        double distance = Math.sqrt(offX * offX + offY * offY);
        double coverage = Math.clamp((reach - distance) / softness, 0, 1);
        brighten(offset + row * side + column, (int) (coverage * brightness));
      }
    }
  }

  /** Multiplies every pixel by a random factor from {@code 1 - grain} to 1. */
  void roughen(double grain, SplitMix64 random) {
    for (int i = offset; i < offset + side * side; i++) {
      if (pixels[i] != 0) {
        pixels[i] = (byte) (int) ((pixels[i] & 0xff) * (1 - grain * random.unit()));
      }
    }
  }

  private void brighten(int index, int value) {
    if (value > (pixels[index] & 0xff)) {
      pixels[index] = (byte) value;
    }
  }

  private int clip(double coordinate) {
    return Math.clamp((long) Math.rint(coordinate), 0, side - 1);
  }
}
