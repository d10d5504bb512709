package io.lowland.measure.generalisation;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;

/** Mean cross-entropy over the training points, natural logarithm. */
public final class TrainLoss implements Measure {

  @Override
  public String name() {
    return "train_loss";
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
    return Evaluation.onTraining(context).measurement(name(), Evaluation::meanLoss);
  }
}
