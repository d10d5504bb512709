package io.lowland.cli.run;

import io.lowland.cli.Numbers;
import io.lowland.cli.console.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Shows how far an experiment is: a bar and a growing table on a terminal, now and then a line
 * elsewhere.
 */
final class RunView {
  private static final int BAR_WIDTH = 30;
  private static final long REDRAW_NANOS = 250_000_000L;
  private static final double LINE_EVERY_FRACTION = 0.1;
  private static final long LINE_EVERY_NANOS = 15_000_000_000L;

  private final Screen screen;
  private final long start = System.nanoTime();
  private final int steps;
  private final double begun;
  private long lastShown;
  private double lastFraction;

  /**
   * Draws on {@code screen} from now on.
   *
   * @param state what is there already; each run is trained and measured
   */
  RunView(Screen screen, ExperimentState state) {
    this.screen = screen;
    this.steps = 2 * state.runs().size();
    this.lastShown = start;
    this.begun = fraction(state);
    this.lastFraction = begun;
  }

  private double fraction(ExperimentState state) {
    return (state.trained() + state.measured() + state.furtherMeasured())
        / (double) (steps + state.furtherTotal().checkpoints());
  }

  void show(ExperimentState state) {
    long now = System.nanoTime();
    double fraction = fraction(state);
    if (screen.isTerminal()) {
      if (now - lastShown >= REDRAW_NANOS) {
        screen.show(block(state, fraction));
        lastShown = now;
      }
    } else if (fraction - lastFraction >= LINE_EVERY_FRACTION
        || now - lastShown >= LINE_EVERY_NANOS) {
      screen.note(progress(state, fraction));
      lastShown = now;
      lastFraction = fraction;
    }
  }

  private List<String> block(ExperimentState state, double fraction) {
    int full = (int) Math.round(fraction * BAR_WIDTH);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("━".repeat(full) + "╌".repeat(BAR_WIDTH - full) + "  " + progress(state, fraction));
    if (!state.correlations().isEmpty()) {
      lines.add("");
      lines.addAll(CorrelationTable.lines(state.correlations()));
    }
    return lines;
  }

  private String progress(ExperimentState state, double fraction) {
    int runs = steps / 2;
    String text =
        "%d of %d trained, %d measured".formatted(state.trained(), runs, state.measured());
    FurtherTotal further = state.furtherTotal();
    if (further.checkpoints() > 0) {
      text +=
          " (and %d of %s further checkpoints)".formatted(state.furtherMeasured(), further.text());
    }
    if (!state.failures().isEmpty()) {
      text += ", %d failed".formatted(state.failures().size());
    }
    OptionalDouble left = secondsLeft(fraction);
    return left.isPresent()
        ? text + ", about " + Numbers.duration(left.getAsDouble()) + " left"
        : text;
  }

  private OptionalDouble secondsLeft(double fraction) {
    if (fraction <= begun || fraction >= 1) {
      return OptionalDouble.empty();
    }
    double elapsed = (System.nanoTime() - start) * 1e-9;
    return OptionalDouble.of(elapsed / (fraction - begun) * (1 - fraction));
  }
}
