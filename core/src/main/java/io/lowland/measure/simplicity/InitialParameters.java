package io.lowland.measure.simplicity;

/** How far training moved the parameters. */
public final class InitialParameters {
  /** Why a measure that needs the initial parameters has no value without them. */
  public static final String UNKNOWN =
      "the initial parameters are not known; a checkpoint tells them by its seed";

  private InitialParameters() {}

  /** Σ(θ_i − θ⁰_i)², in double. */
  public static double squaredDistance(float[] parameters, float[] initial) {
    double squares = 0;
    for (int i = 0; i < parameters.length; i++) {
      double difference = (double) parameters[i] - initial[i];
      squares += difference * difference;
    }
    return squares;
  }
}
