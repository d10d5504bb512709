package io.lowland.report.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One measure of a network that was rescaled without changing its function, beside that of the
 * network itself.
 *
 * @param run id of the network's run
 * @param regime name
 * @param seed of the run
 * @param hiddenLayer l: the layer that was multiplied; 1 is the paper's T_β, 2 its T_γ
 * @param layers such as {@code 1-2}
 * @param factor β or γ
 * @param measure name
 * @param invariant whether it should be equal
 * @param original value of the network itself
 * @param value of the rescaled one; empty when there is a reason
 * @param ratio value ÷ original
 * @param same whether the two are equal within the experiment's tolerance
 * @param reason why there is no value
 */
public record Reparameterisation(
    String run,
    String regime,
    Optional<Long> seed,
    int hiddenLayer,
    String layers,
    double factor,
    String measure,
    boolean invariant,
    OptionalDouble original,
    OptionalDouble value,
    OptionalDouble ratio,
    @JsonProperty("equal") Optional<Boolean> same,
    Optional<String> reason) {}
