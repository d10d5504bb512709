package io.lowland.analysis.domain;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.statistics.GranulatedKendall;
import io.lowland.statistics.MeasuredSettings;
import io.lowland.statistics.ModelSelection.Preference;
import io.lowland.statistics.Outcome;
import io.lowland.statistics.SignError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well a measure orders networks that were trained in different ways: the granulated Kendall
 * coefficient (Jiang et al. 2020) and the sign-error (Dziugaite et al. 2020), each against how
 * badly the networks generalise. Values of a measure that promises by being large are taken
 * negative, so that for every measure a coefficient of 1 and an error of 0 say that it keeps its
 * promise.
 *
 * @param measure name
 * @param preference which values promise a better network; see {@link Promise}
 * @param n networks that have the measure and the target
 * @param granulatedKendall Ψ, from −1 to 1
 * @param psi ψ by hyperparameter; without those along which no two networks can be compared
 * @param signErrorMean mean over environments, from 0 to 1
 * @param signErrorWorst in the worst environment
 * @param environments the sign-error of each
 * @param reason why there are none
 */
public record AcrossExperiments(
    String measure,
    Preference preference,
    int n,
    OptionalDouble granulatedKendall,
    Map<String, Double> psi,
    OptionalDouble signErrorMean,
    OptionalDouble signErrorWorst,
    List<SignError.Environment> environments,
    Optional<String> reason) {

  /** What says how badly a network generalises. */
  public enum Target {
    /** 1 − test accuracy. */
    TEST_ERROR,
    /** Train accuracy − test accuracy. */
    GENERALISATION_GAP;

    private OptionalDouble of(RunPoint run) {
      OptionalDouble test = run.testAccuracy();
      OptionalDouble best = this == TEST_ERROR ? OptionalDouble.of(1) : run.value("train_accuracy");
      return test.isPresent() && best.isPresent()
          ? OptionalDouble.of(best.getAsDouble() - test.getAsDouble())
          : OptionalDouble.empty();
    }
  }

  /** Every predictor of any of the experiments, by name. */
  public static List<AcrossExperiments> of(List<Study> studies, List<String> axes, Target target) {
    Set<MeasureFacts> measures = Study.predictors(studies);
    StudiedNetworks networks = new StudiedNetworks(studies, axes, target::of);
    Map<String, double[]> columns =
        networks.columns(measures.stream().map(MeasureFacts::name).toList());
    return measures.parallelStream()
        .map(each -> of(each, networks.measured(columns.get(each.name()), sign(each))))
        .toList();
  }

  private static double sign(MeasureFacts measure) {
    return Promise.of(measure) == Preference.HIGHER ? -1 : 1;
  }

  private static AcrossExperiments of(MeasureFacts measure, MeasuredSettings measured) {
    Outcome<GranulatedKendall> kendall = GranulatedKendall.of(measured);
    Outcome<SignError> error = SignError.of(measured);
    SequencedMap<String, Double> none = new TreeMap<>();
    return new AcrossExperiments(
        measure.name(),
        Promise.of(measure),
        measured.models(),
        kendall.toOptional().stream().mapToDouble(GranulatedKendall::mean).findFirst(),
        kendall.toOptional().map(GranulatedKendall::psi).orElse(none),
        error.toOptional().stream().mapToDouble(SignError::mean).findFirst(),
        error.toOptional().stream().mapToDouble(SignError::worst).findFirst(),
        error.toOptional().map(SignError::environments).orElse(List.of()),
        kendall.whyUndefined());
  }
}
