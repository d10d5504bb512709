package io.lowland.measure.weakness.patterns;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureProvider;
import io.lowland.measure.Measurement;
import io.lowland.network.Architecture;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * For each hidden layer l the measure {@code layer_l_patterns_unseen}: how many distinct activation
 * bit patterns the layer shows over the unseen points. The paper calls them L1 and L2 patterns
 * (Bennett 2026, Tables 1 and 3).
 */
public final class PatternsByLayer implements MeasureProvider {

  @Override
  public List<Measure> measuresFor(Architecture architecture) {
    return IntStream.rangeClosed(1, architecture.hiddenLayers())
        .<Measure>mapToObj(LayerPatterns::new)
        .toList();
  }

  private static final class LayerPatterns extends PatternMeasure {
    private final int layer;

    LayerPatterns(int layer) {
      super("layer_%d_patterns_unseen".formatted(layer));
      this.layer = layer;
    }

    @Override
    Measurement count(MeasureContext context) {
      ActivationPatterns unseen = ActivationPatterns.ofUnseen(context);
      PatternTable table = unseen.layers().get(layer - 1);
      var distinct = new DistinctPatterns(table.wordsPerPattern());
      distinct.addAll(table);
      return Measurement.of(
          name(),
          distinct.size(),
          Map.of(
              "points", table.count(),
              "units", table.width(),
              "near_zero", unseen.nearZero().get(layer - 1)));
    }
  }
}
