package io.lowland.contracts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** Seeds as people write them: {@code 0-99}, {@code 7}, or {@code 0-24,100-124}. */
public final class Seeds {

  /** The largest seed: PyTorch's CPU generator takes 32 bits. */
  public static final long MAX_SEED = (1L << 32) - 1;

  /** The most seeds of one regime. */
  public static final int MAX_COUNT = 100_000;

  /** What a seed list may look like, for error messages. */
  static final String EXPECTED =
      String.format(
          Locale.ROOT,
          "a range such as 0-99, a seed, or a list of both; 0 to %d, each once, at most %,d seeds",
          MAX_SEED,
          MAX_COUNT);

  private Seeds() {}

  /**
   * Reads ranges and seeds separated by commas.
   *
   * @return in the order written
   * @throws IllegalArgumentException naming the text and what was expected
   */
  public static List<Long> parse(String text) {
    SequencedSet<Long> seeds = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      addRange(seeds, part.strip(), text);
    }
    return new ArrayList<>(seeds);
  }

  private static void addRange(SequencedSet<Long> seeds, String part, String whole) {
    if (!part.matches("\\d{1,10}(\\s*-\\s*\\d{1,10})?")) {
      throw invalid(whole);
    }
    String[] ends = part.split("-", -1);
    long from = Long.parseLong(ends[0].strip());
    long to = Long.parseLong(ends[ends.length - 1].strip());
    if (from > to || to > MAX_SEED || to - from >= MAX_COUNT - seeds.size()) {
      throw invalid(whole);
    }
    for (long seed = from; seed <= to; seed++) {
      if (!seeds.add(seed)) {
        throw invalid(whole);
      }
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("seeds: '%s'; expected %s".formatted(text, EXPECTED));
  }

  /** The shortest text that {@link #parse} reads back to {@code seeds}. */
  public static String format(List<Long> seeds) {
    List<long[]> ranges = new ArrayList<>();
    for (long seed : seeds) {
      if (!ranges.isEmpty() && ranges.getLast()[1] + 1 == seed) {
        ranges.getLast()[1] = seed;
      } else {
        ranges.add(new long[] {seed, seed});
      }
    }
    return ranges.stream()
        .map(range -> range[0] == range[1] ? "" + range[0] : range[0] + "-" + range[1])
        .collect(Collectors.joining(","));
  }
}
