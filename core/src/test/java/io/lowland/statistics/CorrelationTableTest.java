package io.lowland.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CorrelationTableTest {
  private static final List<OptionalDouble> ACCURACY = values(5, 3, 8, 1, 9, 2);

  @Test
  void aRunWithoutAValueIsLeftOutOfThatMeasureOnly() {
    List<OptionalDouble> gap = new ArrayList<>(values(4, 2, 9, 0, 8, 1));
    gap.set(2, OptionalDouble.empty());
    var measures = new LinkedHashMap<String, List<OptionalDouble>>();
    measures.put("partial", gap);
    measures.put("whole", values(4, 2, 9, 0, 7, 1));
    List<MeasureCorrelation> table = CorrelationTable.of(ACCURACY, measures, 1);
    assertThat(table).extracting(MeasureCorrelation::n).containsExactly(5, 6);
    assertThat(table.get(0).spearman())
        .isEqualTo(Spearman.of(new double[] {4, 2, 0, 8, 1}, new double[] {5, 3, 1, 9, 2}));
  }

  @Test
  void holmCountsOnlyTheMeasuresThatHaveATest() {
    var measures = new LinkedHashMap<String, List<OptionalDouble>>();
    measures.put("constant", values(1, 1, 1, 1, 1, 1));
    measures.put("a", values(4, 2, 9, 0, 7, 1));
    measures.put("b", values(1, 2, 3, 4, 5, 6));
    List<MeasureCorrelation> table = CorrelationTable.of(ACCURACY, measures, 1);
    assertThat(table.get(0).holmP().whyUndefined())
        .isEqualTo(table.get(0).spearman().whyUndefined())
        .isPresent();
    double smaller = table.get(1).spearman().toOptional().orElseThrow().p();
    assertThat(table.get(1).holmP()).isEqualTo(Outcome.of(2 * smaller));
  }

  @Test
  void aMeasureOfAnotherLengthIsAnError() {
    var measures = new LinkedHashMap<String, List<OptionalDouble>>();
    measures.put("short", values(1, 2));
    assertThatThrownBy(() -> CorrelationTable.of(ACCURACY, measures, 1))
        .hasMessage("measure short has 2 values; expected 6, one per run");
  }

  private static List<OptionalDouble> values(double... values) {
    return DoubleStream.of(values).mapToObj(OptionalDouble::of).toList();
  }
}
