package io.lowland.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Where elements stand in a matrix cut into panels. */
class PanelsTest {

  @Property(tries = 50)
  void everyPlaceIsTakenOnceAndRowsOfAPanelAreContiguous(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 200) int columns) {
    int[] places =
        IntStream.range(0, rows * columns)
            .map(i -> Panels.index(rows, columns, i / columns, i % columns))
            .toArray();
    assertThat(IntStream.of(places).sorted().toArray())
        .isEqualTo(IntStream.range(0, rows * columns).toArray());
    for (int i = 0; i < places.length; i++) {
      if (i % columns % Panels.WIDTH > 0) {
        assertThat(places[i]).isEqualTo(places[i - 1] + 1);
      }
    }
  }
}
