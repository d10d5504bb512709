package io.lowland.measure.generalisation;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;

/** Fraction of the training points classified as their label. */
public final class TrainAccuracy implements Measure {

  @Override
  public String name() {
    return "train_accuracy";
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
    return Evaluation.onTraining(context).measurement(name(), Evaluation::accuracy);
  }
}
