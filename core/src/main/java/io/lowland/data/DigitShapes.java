package io.lowland.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How the ten digits are written: for each the usual ways, each way a list of strokes, each stroke
 * a polyline {@code x0, y0, x1, y1, ...} in a box from -1 to 1, y downwards.
 */
final class DigitShapes {
  private static final int ARC_SEGMENTS_PER_TURN = 20;

  /** {@code [digit][variant]}: the strokes. */
  private static final List<List<List<double[]>>> SHAPES =
      List.of(
          List.of(List.of(arc(0, 0, 0.62, 0.95, 0, 360)), List.of(arc(0, 0, 0.5, 0.95, -70, 300))),
          List.of(
              List.of(line(0, -0.95, 0, 0.95)),
              List.of(line(-0.35, -0.55, 0.05, -0.95, 0.05, 0.95)),
              List.of(line(-0.35, -0.55, 0.05, -0.95, 0.05, 0.95), line(-0.4, 0.95, 0.5, 0.95))),
          List.of(
              List.of(join(arc(0, -0.45, 0.55, 0.5, 180, 395), line(-0.6, 0.95, 0.65, 0.95))),
              List.of(
                  join(
                      arc(0, -0.45, 0.55, 0.5, 200, 400),
                      line(-0.3, 0.75),
                      arc(-0.4, 0.7, 0.2, 0.2, 60, 290),
                      line(0.65, 0.9)))),
          List.of(
              List.of(join(arc(0, -0.48, 0.5, 0.47, 200, 440), arc(0, 0.48, 0.58, 0.48, 280, 520))),
              List.of(line(-0.5, -0.95, 0.5, -0.95, 0, -0.2), arc(0, 0.4, 0.58, 0.56, 270, 510))),
          List.of(
              List.of(line(-0.45, -0.9, -0.5, 0.15, 0.6, 0.15), line(0.35, -0.85, 0.35, 0.95)),
              List.of(line(0.3, 0.95, 0.3, -0.95, -0.6, 0.3, 0.65, 0.3)),
              List.of(
                  join(line(-0.5, -0.85), arc(-0.05, -0.3, 0.5, 0.4, 180, 20)),
                  line(0.5, -0.85, 0.4, 0.95))),
          List.of(
              List.of(
                  join(
                      line(0.55, -0.95, -0.4, -0.95, -0.45, -0.1),
                      arc(-0.02, 0.35, 0.57, 0.58, 235, 510)))),
          List.of(
              List.of(join(line(0.35, -0.95, -0.2, -0.45), arc(0, 0.4, 0.55, 0.54, 200, -160))),
              List.of(join(line(0.05, -0.95, -0.5, 0.2), arc(0, 0.45, 0.5, 0.48, 190, -150)))),
          List.of(
              List.of(line(-0.6, -0.9, 0.6, -0.9, -0.15, 0.95)),
              List.of(line(-0.6, -0.9, 0.6, -0.9, -0.1, 0.95), line(-0.3, 0.05, 0.5, 0.05)),
              List.of(line(-0.6, -0.6, -0.6, -0.9, 0.6, -0.9, 0.15, 0.95))),
          List.of(
              List.of(arc(0, -0.47, 0.45, 0.46, 90, 450), arc(0, 0.47, 0.55, 0.48, -90, 270)),
              List.of(
                  join(
                      arc(0, -0.48, 0.48, 0.46, -30, -270),
                      arc(0, 0.46, 0.52, 0.48, -90, 270),
                      line(0.42, -0.7)))),
          List.of(
              List.of(arc(-0.02, -0.42, 0.5, 0.5, 0, 360), line(0.48, -0.42, 0.3, 0.95)),
              List.of(
                  join(
                      arc(0, -0.42, 0.52, 0.5, 350, 10),
                      line(0.5, 0.3),
                      arc(0.05, 0.45, 0.45, 0.5, 0, 140)))));

  private DigitShapes() {}

  /** The ways of writing {@code digit}. */
  static List<List<double[]>> variants(int digit) {
    return SHAPES.get(digit);
  }

  private static double[] line(double... coordinates) {
    return coordinates;
  }

  /** One stroke through all of {@code parts}, in order. */
  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(DoubleStream::of).toArray();
  }

  /** An elliptical arc; angles in degrees, 0 is to the right, 90 downwards. */
  private static double[] arc(
      double centreX, double centreY, double radiusX, double radiusY, double from, double to) {
    int segments =
        Math.max(2, (int) StrictMath.ceil(Math.abs(to - from) / 360 * ARC_SEGMENTS_PER_TURN));
    double[] points = new double[2 * (segments + 1)];
    for (int i = 0; i <= segments; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / segments);
      points[2 * i] = centreX + radiusX * StrictMath.cos(angle);
      points[2 * i + 1] = centreY + radiusY * StrictMath.sin(angle);
    }
    return points;
  }
}
