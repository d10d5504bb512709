package com.example.measure;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import java.util.Map;

/** The fraction of hidden units that are active on no training point. */
public final class DeadUnits implements Measure {

  @Override
  public String name() {
    return "dead_units";
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.SIMPLICITY;
  }

  // Scaling a unit by a positive factor does not change when it is active.
  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    Architecture architecture = context.network().architecture();
    boolean[][] active = new boolean[architecture.hiddenLayers()][];
    for (int layer = 0; layer < active.length; layer++) {
      active[layer] = new boolean[architecture.fanOut(layer)];
    }
    new ForwardPass(context.network())
        .run(
            context.split().training(),
            (from, count, activations) -> {
              for (int layer = 0; layer < active.length; layer++) {
                int width = active[layer].length;
                for (int i = 0; i < count * width; i++) {
                  active[layer][i % width] |= activations[layer + 1][i] > 0;
                }
              }
            });
    int units = 0;
    int dead = 0;
    for (boolean[] layer : active) {
      for (boolean unit : layer) {
        units++;
        dead += unit ? 0 : 1;
      }
    }
    return Measurement.of(name(), (double) dead / units, Map.of("units", units));
  }
}
