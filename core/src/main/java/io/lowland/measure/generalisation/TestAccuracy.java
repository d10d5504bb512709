package io.lowland.measure.generalisation;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;

/** Fraction of the official test images classified as their label. */
public final class TestAccuracy implements Measure {

  /** Its name, which every statistic of an experiment asks for. */
  public static final String NAME = "test_accuracy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.GENERALISATION;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    return Evaluation.onTest(context).measurement(name(), Evaluation::accuracy);
  }
}
