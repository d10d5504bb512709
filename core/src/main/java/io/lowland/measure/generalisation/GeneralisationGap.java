package io.lowland.measure.generalisation;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;

/** Training accuracy minus test accuracy. */
public final class GeneralisationGap implements Measure {

  @Override
  public String name() {
    return "generalisation_gap";
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
    Evaluation training = Evaluation.onTraining(context);
    Measurement onTraining = training.measurement(name(), Evaluation::accuracy);
    return onTraining.reason().isPresent()
        ? onTraining
        : Evaluation.onTest(context).measurement(name(), test -> training.accuracyAbove(test));
  }
}
