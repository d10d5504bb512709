package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OrthogonalFactorTest {
  private static final int LENGTH = 60;

  @Property(tries = 30)
  void splitsARowIntoActiveRowsAndAnOrthogonalRest(@ForAll long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var factor = new OrthogonalFactor(ConeKernels.fastest(), LENGTH);
    List<double[]> rows = new ArrayList<>();
    double[] coordinates = new double[LENGTH];
    double[] rest = new double[LENGTH];
    for (int change = 0; change < 120; change++) {
      if (!rows.isEmpty() && (rows.size() == LENGTH - 5 || random.nextInt(3) == 0)) {
        int removed = random.nextInt(rows.size());
        rows.remove(removed);
        factor.remove(removed);
      } else {
        double[] row = random.doubles(LENGTH, -1, 1).toArray();
        factor.append(coordinates, rest, factor.project(row, coordinates, rest));
        rows.add(row);
      }
    }
    double[] row = random.doubles(LENGTH, -1, 1).toArray();
    double squaredRest = factor.project(row, coordinates, rest);
    double[] combination = new double[LENGTH];
    factor.solve(coordinates, combination);

    double[] sum = rest.clone();
    for (int i = 0; i < rows.size(); i++) {
      double orthogonal = 0;
      for (int j = 0; j < LENGTH; j++) {
        sum[j] += combination[i] * rows.get(i)[j];
        orthogonal += rest[j] * rows.get(i)[j];
      }
      assertThat(orthogonal).isCloseTo(0, within(1e-10));
    }
    assertThat(sum).containsExactly(row, within(1e-9));
    assertThat(squaredRest).isBetween(0.0, (double) LENGTH);
  }
}
