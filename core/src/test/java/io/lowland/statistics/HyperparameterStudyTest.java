package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Granulated Kendall coefficient and sign-error on a 2 × 3 grid counted by hand. */
class HyperparameterStudyTest {
  // Along width (two lines of 3): gaps 1 2 3 against measures 1 2 3 (τ = 1) and 6 5 7 (τ = 1/3).
  // Along rate (three pairs): gaps rise by 3 each; measures 1→6, 2→5, 3→7 rise: τ = 1.
  private static final List<TrainedModel> GRID =
      List.of(
          model("0.1", "8", 1, 1),
          model("0.1", "16", 2, 2),
          model("0.1", "32", 3, 3),
          model("0.2", "8", 6, 4),
          model("0.2", "16", 5, 5),
          model("0.2", "32", 7, 6));

  @Test
  void granulatedKendallAveragesOverLinesThenOverHyperparameters() {
    GranulatedKendall result = GranulatedKendall.of(GRID).toOptional().orElseThrow();
    assertThat(result.psi().keySet()).containsExactly("rate", "width");
    assertThat(result.psi().get("rate")).isEqualTo(1);
    assertThat(result.psi().get("width")).isCloseTo(2.0 / 3, within(1e-15));
    assertThat(result.mean()).isCloseTo(5.0 / 6, within(1e-15));
  }

  @Test
  void signErrorIsTheFractionOfPairsOrderedWrongly() {
    SignError result = SignError.of(GRID).toOptional().orElseThrow();
    // The only wrong pair: width 8 against 16 at rate 0.2, one of the two pairs there.
    assertThat(result.environments())
        .containsExactly(
            new SignError.Environment("rate", "0.1", "0.2", 3, 0),
            new SignError.Environment("width", "16", "32", 2, 0),
            new SignError.Environment("width", "16", "8", 2, 0.5),
            new SignError.Environment("width", "32", "8", 2, 0));
    assertThat(result.mean()).isEqualTo(0.125);
    assertThat(result.worst()).isEqualTo(0.5);
  }

  @Test
  void tiesCountOneHalfOfAnErrorAndNothingForKendall() {
    List<TrainedModel> tied = List.of(model("0.1", "8", 1, 1), model("0.2", "8", 1, 2));
    assertThat(SignError.of(tied).toOptional().orElseThrow().worst()).isEqualTo(0.5);
    assertThat(GranulatedKendall.of(tied).toOptional().orElseThrow().mean()).isZero();
  }

  /**
   * Counted by hand: of the four pairs across the rates, (1, 3) (1, 2) (4, 3) (4, 2), two agree.
   */
  @Test
  void modelsThatShareAllHyperparametersAreNotComparedWithEachOther() {
    List<TrainedModel> replicates =
        List.of(
            model("0.1", "8", 1, 1),
            model("0.1", "8", 4, 2),
            model("0.2", "8", 3, 3),
            model("0.2", "8", 2, 4));
    GranulatedKendall kendall = GranulatedKendall.of(replicates).toOptional().orElseThrow();
    assertThat(kendall.psi()).containsExactlyEntriesOf(Map.of("rate", 0.0));
    assertThat(SignError.of(replicates).toOptional().orElseThrow().environments())
        .containsExactly(new SignError.Environment("rate", "0.1", "0.2", 4, 0.5));
  }

  @Test
  void studiesWithoutComparableModelsAreUndefined() {
    List<TrainedModel> apart = List.of(model("0.1", "8", 1, 1), model("0.2", "16", 1, 2));
    assertThat(GranulatedKendall.of(apart).whyUndefined())
        .contains("no two models differ in exactly one hyperparameter");
    assertThat(SignError.of(List.of()).whyUndefined()).isPresent();
  }

  @Test
  void modelsMustNameTheSameHyperparameters() {
    List<TrainedModel> mixed =
        List.of(model("0.1", "8", 1, 1), new TrainedModel(Map.of("depth", "2"), 1, 1));
    assertThatThrownBy(() -> SignError.of(mixed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[rate, width] and [depth]");
    assertThatThrownBy(() -> model("1", "1", Double.NaN, 0)).hasMessageContaining("finite");
  }

  @Test
  void everyModelNeedsAGapAndAValue() {
    List<Map<String, String>> two = List.of(Map.of("rate", "0.1"), Map.of("rate", "0.2"));
    assertThatThrownBy(() -> new Settings(two, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 gaps; expected one for each of 2 models");
    Settings settings = new Settings(two, new double[] {1, 2});
    assertThatThrownBy(() -> settings.measured(new double[] {1, Double.NaN}))
        .hasMessage("value of model 1: NaN; expected a finite number");
  }

  private static TrainedModel model(String rate, String width, double measure, double gap) {
    return new TrainedModel(Map.of("rate", rate, "width", width), measure, gap);
  }
}
