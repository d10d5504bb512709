package io.lowland.report.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One network.
 *
 * @param run id
 * @param regime name
 * @param seed if the checkpoint says
 * @param state {@code requested}, {@code training}, {@code trained}, {@code measured} or {@code
 *     failed}
 * @param trainAccuracy at the end of training
 * @param testAccuracy of its last checkpoint
 * @param epochs passes over the training set
 * @param trainSeconds wall-clock time of training
 * @param failure why there will be nothing more, if so
 * @param checkpoint digest of its last checkpoint
 * @param training what the checkpoint says about its training
 * @param measurements by name of the measure, of the last checkpoint
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunResult(
    String run,
    String regime,
    Optional<Long> seed,
    String state,
    OptionalDouble trainAccuracy,
    OptionalDouble testAccuracy,
    Optional<Integer> epochs,
    OptionalDouble trainSeconds,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> failure,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> checkpoint,
    Map<String, String> training,
    SortedMap<String, Measured> measurements) {

  /** The state of a run that has all its measurements. */
  public static final String MEASURED = "measured";

  /** The state of a run that will never have any. */
  public static final String FAILED = "failed";

  public RunResult {
    training = training == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(training));
    measurements =
        measurements == null
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(measurements));
  }

  /** The value of {@code measure}; empty when it has none. */
  public OptionalDouble value(String measure) {
    Measured measured = measurements.get(measure);
    return measured == null ? OptionalDouble.empty() : measured.value();
  }

  /** Whether training ended before the stopping rule was met, where the checkpoint says. */
  public boolean endedUnmet() {
    return "false".equals(training.get("stopped_by_rule"));
  }

  /** The same run, failed for {@code reason} if there is one and it has not failed yet. */
  RunResult orFailed(String reason) {
    return reason == null || failure.isPresent()
        ? this
        : new RunResult(
            run,
            regime,
            seed,
            state,
            trainAccuracy,
            testAccuracy,
            epochs,
            trainSeconds,
            Optional.of(reason),
            checkpoint,
            training,
            measurements);
  }
}
