package io.lowland.report.section;

import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.RunResult;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The data sets that networks were measured on, told apart by their bytes where these are known: a
 * folder may have held others when a network was handed in.
 */
final class DataSets {
  private static final int DIGITS = 12;

  private DataSets() {}

  /** A name each, with the first digits of its digest where some network knows it. */
  static SortedSet<String> of(ExperimentResult result) {
    Map<String, SortedSet<String>> namesByDigest = new TreeMap<>();
    SortedSet<String> names = new TreeSet<>();
    result.datasetDigest().ifPresent(digest -> add(namesByDigest, digest, result.dataset()));
    for (RunResult run : result.runs()) {
      Optional<String> name = said(run, "dataset").filter(_ -> isValued(run));
      name.ifPresent(names::add);
      name.ifPresent(
          known ->
              said(run, "dataset_digest").ifPresent(digest -> add(namesByDigest, digest, known)));
    }
    SortedSet<String> different = new TreeSet<>();
    namesByDigest.forEach(
        (digest, same) -> {
          names.removeAll(same);
          different.add(
              "%s (SHA-256 %s…)"
                  .formatted(
                      String.join(" or ", same),
                      digest.substring(0, Math.min(DIGITS, digest.length()))));
        });
    different.addAll(names);
    return different;
  }

  private static void add(Map<String, SortedSet<String>> names, String digest, String name) {
    names.computeIfAbsent(digest, _ -> new TreeSet<>()).add(name);
  }

  private static Optional<String> said(RunResult run, String key) {
    return Optional.ofNullable(run.training().get(key));
  }

  private static boolean isValued(RunResult run) {
    return run.measurements().values().stream().anyMatch(each -> each.value().isPresent());
  }
}
