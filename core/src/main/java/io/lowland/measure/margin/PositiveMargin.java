package io.lowland.measure.margin;

/** The measures that divide by the margin have no value where it is not positive. */
public final class PositiveMargin {

  private PositiveMargin() {}

  /** Why there is no value for this margin. */
  public static String reason(double margin) {
    return "the margin is %s; expected a positive one: the network has to classify its training"
            .formatted(margin)
        + " points correctly";
  }
}
