package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.measure.MeasureFamily;
import io.lowland.statistics.ModelSelection.Preference;
import java.util.Map;
import java.util.Optional;

/**
 * Which values of a measure promise a better network, by the theory that the measure comes from and
 * never by the data at hand: weakness by large values; flatness, norms and description lengths by
 * small ones. Two measures differ from their family: a large margin promises, and so does a small
 * ensemble agreement, as Bennett 2026 reports it. Measures of unknown family are taken to promise
 * by small values.
 */
final class Promise {
  private static final Map<String, Preference> EXCEPTIONS =
      Map.of("margin", Preference.HIGHER, "ensemble_agreement", Preference.LOWER);

  private Promise() {}

  static Preference of(MeasureFacts measure) {
    boolean weakness = measure.family().equals(Optional.of(MeasureFamily.WEAKNESS));
    return EXCEPTIONS.getOrDefault(measure.name(), weakness ? Preference.HIGHER : Preference.LOWER);
  }

  static Preference opposite(Preference preference) {
    return preference == Preference.HIGHER ? Preference.LOWER : Preference.HIGHER;
  }
}
