package io.lowland.report.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One measure of one network.
 *
 * @param value empty when there is a reason
 * @param standardError of the value, where it is an estimate
 * @param reason why there is no value
 * @param seconds wall-clock time of the measure
 * @param undecided verdicts that could not be decided, for measures made of verdicts
 */
public record Measured(
    @JsonInclude(JsonInclude.Include.ALWAYS) OptionalDouble value,
    OptionalDouble standardError,
    Optional<String> reason,
    double seconds,
    Optional<Integer> undecided) {}
