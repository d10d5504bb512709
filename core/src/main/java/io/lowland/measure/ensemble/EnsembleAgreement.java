package io.lowland.measure.ensemble;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.Measurement;
import java.util.Map;

/**
 * Among the unseen points that a network misclassifies, the mean fraction of the experiment's other
 * networks that classify them correctly (Bennett 2026, section on the ensemble). One network alone
 * has no such value: this class finds its {@link UnseenErrors}, which travel in the details, and an
 * {@link Ensemble} of those of all networks gives the values.
 *
 * <p>It looks at the labels of unseen points, the test images among them, so it explains more than
 * it predicts; and it is taken only when asked for by name.
 */
public final class EnsembleAgreement implements Measure {
  /** Name of the measure. */
  public static final String NAME = "ensemble_agreement";

  /** Why one network alone has no value. */
  public static final String NEEDS_OTHERS =
      "is found by the analysis, from the predictions of all networks of the experiment";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public MeasureFamily family() {
    return MeasureFamily.WEAKNESS;
  }

  @Override
  public boolean reparameterisationInvariant() {
    return true;
  }

  @Override
  public boolean isDefault() {
    return false;
  }

  @Override
  public Measurement measure(MeasureContext context) {
    if (context.split().unseen().count() == 0) {
      return Measurement.none(NAME, "there are no unseen points", Map.of());
    }
    return UnseenErrors.of(context)
        .map(errors -> Measurement.none(NAME, NEEDS_OTHERS, errors.details()))
        .orElseGet(() -> Measurement.none(NAME, "some logits are not finite", Map.of()));
  }
}
