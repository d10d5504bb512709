package io.lowland.cli.submit;

import io.lowland.cli.Numbers;
import io.lowland.cli.console.Screen;
import java.util.List;

/** Says that networks are being measured: all the time on a terminal, now and then elsewhere. */
public final class Waiting {
  private static final double NANOS = 1e-9;
  private static final double REDRAW_SECONDS = 0.5;
  private static final double LINE_SECONDS = 10;

  private final Screen screen;
  private final int networks;
  private final long start = System.nanoTime();
  private double shown;

  /** Waits for {@code networks} from now on. */
  public Waiting(Screen screen, int networks) {
    this.screen = screen;
    this.networks = networks;
  }

  /** Shows that {@code measured} of them are. */
  public void show(int measured) {
    double seconds = (System.nanoTime() - start) * NANOS;
    if (seconds - shown < (screen.isTerminal() ? REDRAW_SECONDS : LINE_SECONDS)) {
      return;
    }
    shown = seconds;
    String text =
        "measuring: %d of %d networks done after %s"
            .formatted(measured, networks, Numbers.duration(seconds));
    if (screen.isTerminal()) {
      screen.show(List.of(text));
    } else {
      screen.note(text);
    }
  }
}
