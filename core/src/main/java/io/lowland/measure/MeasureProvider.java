package io.lowland.measure;

import io.lowland.network.Architecture;
import java.util.List;

/**
 * Gives the measures that exist only for some architectures or once per layer, such as {@code
 * layer_2_patterns_unseen}. Found by {@link java.util.ServiceLoader}, as {@link Measure} is.
 */
public interface MeasureProvider {

  /** The measures for networks of this architecture; names are unique. */
  List<Measure> measuresFor(Architecture architecture);
}
