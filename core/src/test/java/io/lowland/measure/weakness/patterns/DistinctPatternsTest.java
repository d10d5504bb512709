package io.lowland.measure.weakness.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DistinctPatternsTest {

  @Property(tries = 50)
  void numberPatternsInTheOrderFirstSeen(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int words) {
    var random = new Random(seed);
    var distinct = new DistinctPatterns(words);
    Map<List<Long>, Integer> numbers = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      // The padding before the pattern must not matter; few values make repetitions likely.
      long[] pattern = new long[words + 1];
      pattern[0] = random.nextLong();
      for (int w = 1; w <= words; w++) {
        pattern[w] = (long) random.nextInt(20) << random.nextInt(3);
      }
      List<Long> key = IntStream.rangeClosed(1, words).mapToObj(w -> pattern[w]).toList();
      int expected = numbers.getOrDefault(key, numbers.size());
      numbers.put(key, expected);
      assertThat(distinct.add(pattern, 1)).isEqualTo(expected);
    }
    assertThat(distinct.size()).isEqualTo(numbers.size());
  }
}
