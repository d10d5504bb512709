package io.lowland.measure;

import io.lowland.data.DatasetShape;
import io.lowland.data.PointSet;
import io.lowland.data.Split;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What a {@link Measure} may look at: one network, the points it was trained on and the unseen
 * ones. Intermediate results that several measures need (such as activation patterns) are computed
 * once per context by {@link #shared}.
 */
public final class MeasureContext {

  /**
   * Name and type of a shared intermediate result.
   *
   * @param name unique within the context
   * @param type class of the result
   */
  public record Key<T>(String name, Class<T> type) {}

  private final Network network;
  private final Split split;
  private final MeasureOptions options;
  private final Optional<Network> initial;
  private final Map<Key<?>, Object> shared = new ConcurrentHashMap<>();

  /** A network whose initial parameters are not known. */
  public MeasureContext(Network network, Split split, MeasureOptions options) {
    this(network, split, options, Optional.empty());
  }

  /**
   * A network and what is known of it.
   *
   * @param initial the network before its training, of the same architecture, where it is known
   */
  public MeasureContext(
      Network network, Split split, MeasureOptions options, Optional<Network> initial) {
    this.network = Objects.requireNonNull(network, "network");
    this.split = Objects.requireNonNull(split, "split");
    this.options = Objects.requireNonNull(options, "options");
    this.initial = initial;
    initial.ifPresent(
        before -> {
          if (!before.architecture().equals(network.architecture())) {
            throw new IllegalArgumentException(
                "initial network %s; expected %s, as the trained one"
                    .formatted(before.architecture(), network.architecture()));
          }
        });
    requireFit(network.architecture(), split.training().dataset().shape());
  }

  /**
   * Refuses networks that cannot be measured on {@code dataset}.
   *
   * @throws IllegalArgumentException if the network has not an input for each pixel and an output
   *     for each class
   */
  public static void requireFit(Architecture architecture, DatasetShape dataset) {
    if (architecture.inputs() != dataset.features()) {
      throw new IllegalArgumentException(
          "network %s takes %d inputs; images of %s have %d pixels"
              .formatted(architecture, architecture.inputs(), dataset.name(), dataset.features()));
    }
    if (architecture.classes() < dataset.classes()) {
      throw new IllegalArgumentException(
          "network %s has %d outputs; %s has %d classes"
              .formatted(architecture, architecture.classes(), dataset.name(), dataset.classes()));
    }
  }

  public Network network() {
    return network;
  }

  /** The network before its training, where it is known. */
  public Optional<Network> initial() {
    return initial;
  }

  public Split split() {
    return split;
  }

  public MeasureOptions options() {
    return options;
  }

  /** The probes of this context's options. */
  public PointSet probes() {
    return split.probes(options.probes());
  }

  /**
   * The result of {@code compute}, computed at most once per context and key. {@code compute} must
   * not call this method itself.
   */
  public <T> T shared(Key<T> key, Supplier<T> compute) {
    return key.type().cast(shared.computeIfAbsent(key, ignored -> compute.get()));
  }
}
