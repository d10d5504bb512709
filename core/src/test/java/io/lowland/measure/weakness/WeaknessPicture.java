package io.lowland.measure.weakness;

import java.util.Locale;

/**
 * Draws docs/weakness.svg: a plane of two features, training points of three classes, and for every
 * place how many classes a linear classifier that keeps the training labels can give it.
 */
final class WeaknessPicture {
  private static final int CELLS = 90;
  private static final int CELL = 5;
  private static final double EXTENT = 3;
  private static final String[] CLASS_COLOURS = {"#c0392b", "#2471a3", "#1e8449"};
  private static final String[] LETTERS = {"A", "B", "C"};

  /** Cells by the set of feasible classes, as bits: one class in its colour, more in greys. */
  private static final String[] SET_COLOURS = {
    "#000000", "#f5c6c0", "#c5dcef", "#d9c9e3", "#c9e6d2", "#f2dfb4", "#bfe0dd", "#f7f7f7"
  };

  static final LabelledFeatures TRAINING =
      new LabelledFeatures(
          2,
          3,
          new double[] {
            0.5, 0.6, 0.9, 0.4, 0.6, 1.1, 2.4, 0.5, 2.1, 0.8, 2.6, 1.0, 1.4, 2.4, 1.7, 2.2, 1.2, 2.1
          },
          new int[] {0, 0, 0, 1, 1, 1, 2, 2, 2});

  private WeaknessPicture() {}

  static String draw() {
    double[] places = new double[CELLS * CELLS * 2];
    for (int i = 0; i < CELLS * CELLS; i++) {
      places[2 * i] = (i % CELLS + 0.5) * EXTENT / CELLS;
      places[2 * i + 1] = (i / CELLS + 0.5) * EXTENT / CELLS;
    }
    int[] sets = new int[CELLS * CELLS];
    LabellingCone.of(TRAINING, new double[9])
        .decide(
            places,
            sets.length,
            (place, verdicts) -> {
              for (int k = 0; k < verdicts.length; k++) {
                sets[place] |= verdicts[k] instanceof Verdict.Feasible ? 1 << k : 0;
              }
            });
    int width = CELLS * CELL;
    var svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" shape-rendering=\"crispEdges\""
            .formatted(width + 190, width));
    svg.append(
        " aria-label=\"Which classes can be given where\" font-family=\"sans-serif\""
            + " font-size=\"13\">\n");
    svg.append(
        "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n".formatted(width + 190, width));
    cells(sets, svg);
    points(svg);
    legend(width + 14, svg);
    return svg.append("</svg>\n").toString();
  }

  /** One rectangle for each run of equal cells in a row. */
  private static void cells(int[] sets, StringBuilder svg) {
    for (int row = 0; row < CELLS; row++) {
      for (int from = 0, to; from < CELLS; from = to) {
        to = from;
        int set = sets[row * CELLS + from];
        while (to < CELLS && sets[row * CELLS + to] == set) {
          to++;
        }
        svg.append(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
                .formatted(
                    from * CELL,
                    (CELLS - 1 - row) * CELL,
                    (to - from) * CELL,
                    CELL,
                    SET_COLOURS[set]));
      }
    }
  }

  private static void points(StringBuilder svg) {
    double scale = CELLS * CELL / EXTENT;
    for (int i = 0; i < TRAINING.count(); i++) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\" stroke=\"#ffffff\"/>\n",
              TRAINING.values()[2 * i] * scale,
              CELLS * CELL - TRAINING.values()[2 * i + 1] * scale,
              CLASS_COLOURS[TRAINING.labels()[i]]));
    }
  }

  private static void legend(int x, StringBuilder svg) {
    int y = 24;
    for (int k = 0; k < LETTERS.length; k++, y += 24) {
      svg.append(
          "<circle cx=\"%d\" cy=\"%d\" r=\"6\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">training, class %s</text>\n"
              .formatted(x + 7, y, CLASS_COLOURS[k], x + 22, y + 5, LETTERS[k]));
    }
    y += 10;
    for (int set : new int[] {1, 2, 4, 3, 5, 6, 7}) {
      var names = new StringBuilder();
      for (int k = 0; k < LETTERS.length; k++) {
        if ((set >> k & 1) == 1) {
          names.append(names.isEmpty() ? "" : ", ").append(LETTERS[k]);
        }
      }
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"14\" height=\"14\" fill=\"%s\" stroke=\"#888888\"/><text x=\"%d\" y=\"%d\">can be %s</text>\n"
              .formatted(x, y - 7, SET_COLOURS[set], x + 22, y + 5, names));
      y += 24;
    }
  }
}
