package com.example.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.data.Dataset;
import io.lowland.data.LabelledImages;
import io.lowland.data.Split;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.measure.MeasureRegistry;
import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadUnitsTest {
  private static final Architecture ARCHITECTURE = Architecture.of(1, 4, 2);

  @Test
  void countsTheUnitsThatNoTrainingPointActivates() {
    float[] parameters = new float[ARCHITECTURE.parameterCount()];
    int bias = ARCHITECTURE.biasOffset(0);
    parameters[bias] = 1; // always active
    parameters[bias + 1] = -1; // never
    parameters[2] = 1; // active where the pixel is not zero
    parameters[3] = -1; // never: pixels are not negative
    assertThat(new DeadUnits().measure(context(parameters)).value()).hasValue(0.5);
  }

  @Test
  void isFoundByName() {
    assertThat(MeasureRegistry.load().select(ARCHITECTURE, List.of("dead_units")).getFirst())
        .isInstanceOf(DeadUnits.class);
  }

  private static MeasureContext context(float[] parameters) {
    var images = new LabelledImages(1, 1, new byte[] {0, 7}, new byte[] {0, 1});
    var dataset = new Dataset("two", images, images, 2, "two");
    return new MeasureContext(
        new Network(ARCHITECTURE, parameters),
        Split.of(dataset, 2, UnseenPoints.ALL),
        MeasureOptions.PAPER);
  }
}
