package io.lowland.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.report.result.SelectionCurves.Curve;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurveGroupTest {

  private static Curve curve(String measure, String preference, Double... accuracy) {
    return new Curve(measure, preference, accuracy.length, List.of(accuracy));
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
  void manyThatChooseAlikeAreCounted() {
    List<Curve> alike =
        Stream.of("a", "b", "c", "d").map(name -> curve(name, "lower", 0.7, 0.8)).toList();

    assertThat(CurveGroup.of(alike).getFirst().lines())
        .containsExactly("small a", "small b", "and 2 more");
  }
}
