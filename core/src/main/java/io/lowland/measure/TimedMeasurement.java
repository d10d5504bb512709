package io.lowland.measure;

import java.util.Objects;

/**
 * A measurement with what is known about its measure and what it cost.
 *
 * @param measurement the value, or why there is none
 * @param family the measure's group
 * @param reparameterisationInvariant whether the measure depends on the function alone
 * @param seconds wall-clock time of this measure. An intermediate result that several measures
 *     share is billed to the first of them.
 */
public record TimedMeasurement(
    Measurement measurement,
    MeasureFamily family,
    boolean reparameterisationInvariant,
    double seconds) {

  public TimedMeasurement {
    Objects.requireNonNull(measurement, "measurement");
    Objects.requireNonNull(family, "family");
  }
}
