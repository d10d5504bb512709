package io.lowland.benchmarks.scaling;

/**
 * How a crew is made up.
 *
 * @param processes that share runs through the broker
 * @param threads of each of them
 */
record Shape(int processes, int threads) {

  /** Reads {@code 2} (two processes of one thread) or {@code 1x2} (one process of two threads). */
  static Shape parse(String text) {
    String[] parts = text.split("x", -1);
    return new Shape(
        Integer.parseInt(parts[0]), parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
  }

  int workers() {
    return processes * threads;
  }

  @Override
  public String toString() {
    return threads == 1 ? String.valueOf(processes) : processes + "x" + threads;
  }
}
