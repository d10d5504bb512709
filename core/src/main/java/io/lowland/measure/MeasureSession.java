package io.lowland.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes the measures of one network after the other. The measures share intermediate results
 * through the {@link MeasureContext}; each is timed. A session has no state of its own, so it may
 * serve many networks and threads.
 */
public final class MeasureSession {
  private final MeasureRegistry registry;

  public MeasureSession(MeasureRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  /**
   * Measures the network of {@code context}. A measure that fails does not stop the others: it has
   * no value, and the reason says what went wrong.
   *
   * @param names which measures, in this order and each once; empty for all that are measured by
   *     default, in alphabetical order
   * @throws IllegalArgumentException naming the first unknown measure and those that exist
   */
  public List<TimedMeasurement> measure(MeasureContext context, Collection<String> names) {
    List<TimedMeasurement> measurements = new ArrayList<>();
    for (Measure measure : selected(context, new LinkedHashSet<>(names))) {
      measurements.add(timed(measure, context));
    }
    return List.copyOf(measurements);
  }

  private List<Measure> selected(MeasureContext context, Set<String> names) {
    var architecture = context.network().architecture();
    return names.isEmpty()
        ? registry.measuresFor(architecture).stream().filter(Measure::isDefault).toList()
        : registry.select(architecture, names);
  }

  private static TimedMeasurement timed(Measure measure, MeasureContext context) {
    long start = System.nanoTime();
    Measurement measurement = attempted(measure, context);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new TimedMeasurement(
        measurement, measure.family(), measure.reparameterisationInvariant(), seconds);
  }

  // A measure may come from a user's jar; its failure must cost its own value only. Jars that were
  // built against another version fail with a LinkageError.
  private static Measurement attempted(Measure measure, MeasureContext context) {
    try {
      return own(measure.name(), measure.measure(context));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return Measurement.none(measure.name(), "the measure failed: " + e, Map.of());
    }
  }

  // Under another name it would take the place of another measure's, and its own be waited for.
  private static Measurement own(String name, Measurement measurement) {
    Objects.requireNonNull(measurement, "it answered null instead of a measurement");
    if (!measurement.measure().equals(name)) {
      throw new IllegalStateException(
          "it answered for %s; expected %s".formatted(measurement.measure(), name));
    }
    // What cannot be sent would take the measurements of the whole checkpoint with it.
    JsonTypes.require(measurement.details());
    return measurement;
  }
}
