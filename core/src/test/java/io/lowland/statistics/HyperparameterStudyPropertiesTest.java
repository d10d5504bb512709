package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Granulated Kendall coefficient and sign-error against a comparison of every pair of models. */
class HyperparameterStudyPropertiesTest {
  private static final Comparator<Double> ROUNDED =
      (a, b) -> Math.abs(a - b) < 1e-14 ? 0 : Double.compare(a, b);

  @Property(tries = 200)
  void areWhatComparingEveryPairGives(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 700) int models,
      @ForAll @IntRange(min = 1, max = 40) int distinct) {
    List<TrainedModel> study = study(new Random(seed), models, distinct);
    SignError.of(study)
        .toOptional()
        .ifPresent(error -> error.environments().forEach(each -> check(each, study)));
    SequencedMap<String, Double> psi = new TreeMap<>();
    psi(study, "rate", "width").ifPresent(mean -> psi.put("rate", mean));
    psi(study, "width", "rate").ifPresent(mean -> psi.put("width", mean));
    Outcome<GranulatedKendall> kendall = GranulatedKendall.of(study);
    assertThat(kendall.toOptional().map(GranulatedKendall::psi).orElse(new TreeMap<>()))
        .usingRecursiveComparison()
        .withComparatorForType(ROUNDED, Double.class)
        .isEqualTo(psi);
    assertThat(SignError.of(study).toOptional().isPresent()).isEqualTo(!psi.isEmpty());
  }

  /** Few values, so that there are many ties, and settings of very different sizes. */
  private static List<TrainedModel> study(Random random, int models, int distinct) {
    List<TrainedModel> study = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      Map<String, String> setting =
          Map.of(
              "rate", "r" + (random.nextInt(10) < 8 ? 0 : random.nextInt(3)),
              "width", "w" + random.nextInt(2));
      study.add(new TrainedModel(setting, random.nextInt(distinct), random.nextInt(distinct)));
    }
    return study;
  }

  private static void check(SignError.Environment environment, List<TrainedModel> study) {
    Tally tally =
        count(
            study,
            (a, b) ->
                environment.first().equals(a.get(environment.axis()))
                    && environment.second().equals(b.get(environment.axis()))
                    && other(environment.axis(), a).equals(other(environment.axis(), b)));
    assertThat(environment.pairs()).isEqualTo(tally.pairs());
    assertThat(environment.error()).isEqualTo(0.5 * (1 - tally.balance()));
  }

  /** ψ: the mean over all values of {@code other} of τ over the pairs that differ in the axis. */
  private static OptionalDouble psi(List<TrainedModel> study, String axis, String other) {
    return study.stream()
        .map(model -> model.hyperparameters().get(other))
        .distinct()
        .map(
            value ->
                count(
                    study,
                    (a, b) ->
                        a.get(other).equals(value)
                            && b.get(other).equals(value)
                            && a.get(axis).compareTo(b.get(axis)) < 0))
        .filter(tally -> tally.pairs() > 0)
        .mapToDouble(Tally::balance)
        .average();
  }

  private static String other(String axis, Map<String, String> setting) {
    return setting.get(axis.equals("rate") ? "width" : "rate");
  }

  private static Tally count(
      List<TrainedModel> study, BiPredicate<Map<String, String>, Map<String, String>> compared) {
    long pairs = 0;
    double agreement = 0;
    for (TrainedModel a : study) {
      for (TrainedModel b : study) {
        if (compared.test(a.hyperparameters(), b.hyperparameters())) {
          pairs++;
          agreement += Math.signum(a.measure() - b.measure()) * Math.signum(a.gap() - b.gap());
        }
      }
    }
    return new Tally(pairs, Math.round(agreement));
  }
}
