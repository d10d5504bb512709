package io.lowland.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.report.result.SelectionCurves.Curve;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurveGroupTest {

  private static final int NETWORKS = 9;

  private static Curve curve(String measure, String preference, Double... accuracy) {
    return new Curve(measure, preference, NETWORKS, List.of(accuracy));
  }

  @Test
  void measuresThatChooseAlikeAreOneCurveAndTheBestComesFirst() {
    List<CurveGroup> groups =
        CurveGroup.of(
            List.of(
                curve("weight_l2", "lower", 0.7, 0.65),
                curve("margin", "higher", 0.7, 0.8),
                curve("inverse_margin", "lower", 0.7, 0.8),
                curve("alone", "lower", 0.7)));

    assertThat(groups.stream().map(CurveGroup::lines))
        .containsExactly(
            List.of("small inverse_margin", "large margin"), List.of("small weight_l2"));
  }

  @Test
  void curveAboutFewerNetworksThanOthersSaysHowMany() {
    List<CurveGroup> groups =
        CurveGroup.of(
            List.of(
                curve("weight_l2", "lower", 0.7, 0.8),
                new Curve("pair_proxy", "higher", NETWORKS - 2, List.of(0.7, 0.8))));

    assertThat(groups.stream().map(CurveGroup::lines))
        .containsExactly(List.of("large pair_proxy (n = 7)"), List.of("small weight_l2"));
  }

  @Test
  void manyThatChooseAlikeAreCounted() {
    List<Curve> alike =
        Stream.of("a", "b", "c", "d").map(name -> curve(name, "lower", 0.7, 0.8)).toList();

    assertThat(CurveGroup.of(alike).getFirst().lines())
        .containsExactly("small a", "small b", "and 2 more");
  }
}
