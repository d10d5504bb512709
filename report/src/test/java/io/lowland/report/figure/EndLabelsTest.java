package io.lowland.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.report.figure.EndLabels.Label;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndLabelsTest {
  private static final Pattern HEIGHT = Pattern.compile("<text [^>]* y=\"([0-9.]+)\"");

  private static double[] heights(Label... labels) {
    Svg svg = new Svg(100, 200, "labels");
    EndLabels.draw(svg, 10, 0, 200, List.of(labels));
    return HEIGHT
        .matcher(svg.finish())
        .results()
        .mapToDouble(match -> Double.parseDouble(match.group(1)))
        .toArray();
  }

  private static Label label(double end, String... lines) {
    return new Label(List.of(lines), end, Ink.QUIET, Ink.HAIR);
  }

  @Test
  void nameWithRoomStandsBesideItsLine() {
    assertThat(heights(label(100, "alone"))).containsExactly(104);
  }

  @Test
  void namesOfLinesThatEndTogetherDoNotOverlapAndStayInThePicture() {
    double[] heights =
        heights(label(196, "a"), label(196, "b", "and c"), label(195, "d"), label(3, "e"));

    assertThat(heights).hasSize(5).isSorted();
    assertThat(IntStream.range(1, 5).mapToDouble(i -> heights[i] - heights[i - 1]))
        .allMatch(gap -> gap >= 15);
    assertThat(heights[4]).isLessThanOrEqualTo(200);
    assertThat(heights[0]).isGreaterThan(0);
  }
}
