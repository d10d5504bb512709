package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.measure.MeasureFamily;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CorrelationTableTest {

  @Test
  void measuresWithoutCorrelationSayWhyBelowAndOutcomesStandApart() {
    List<String> lines =
        CorrelationTable.lines(
            List.of(
                Samples.correlation(
                    "pair_proxy", MeasureFamily.WEAKNESS, OptionalDouble.of(0.5), Optional.empty()),
                Samples.correlation(
                    "parameter_count",
                    MeasureFamily.SIMPLICITY,
                    OptionalDouble.empty(),
                    Optional.of("the first variable is constant: all 40 values are 50850")),
                Samples.correlation(
                    "test_loss",
                    MeasureFamily.GENERALISATION,
                    OptionalDouble.of(-0.8),
                    Optional.empty())));

    assertThat(lines.get(2)).startsWith("pair_proxy").contains("+0.500");
    assertThat(lines.get(3)).matches("parameter_count +– +– +– +40 +yes");
    assertThat(lines.subList(4, 6)).containsExactly("", "not predictors, but outcomes themselves:");
    assertThat(lines.get(6)).startsWith("test_loss").contains("-0.800");
    assertThat(lines.getLast())
        .isEqualTo("no ρ of parameter_count: it is 50850 for all 40 networks");
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
  }
}
