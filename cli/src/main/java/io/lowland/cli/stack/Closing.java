package io.lowland.cli.stack;

import java.util.List;

/** Several things that are to be stopped one after the other, whichever of them cannot be. */
final class Closing {
  private Closing() {}

  /**
   * Takes all steps, in order.
   *
   * @throws RuntimeException the first failure, with the later ones suppressed
   */
  static void all(List<Runnable> steps) {
    RuntimeException first = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
