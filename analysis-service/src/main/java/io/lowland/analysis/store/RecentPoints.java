package io.lowland.analysis.store;

import io.lowland.analysis.domain.Revision;
import io.lowland.analysis.domain.RunPoints;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The points of the experiments that were asked for last, read again only when their results have
 * changed.
 */
@ApplicationScoped
public class RecentPoints {
  /** Values kept in all: some 100 MB at most. */
  private static final long MOST_VALUES = 1_000_000;

  private record Kept(Revision revision, RunPoints points) {
    long values() {
      return points.runs().stream().mapToLong(run -> run.values().size()).sum();
    }
  }

  private final ExperimentCatalogue experiments;
  private final ResultCatalogue results;

  /** Those used last at the end. */
  private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  RecentPoints(ExperimentCatalogue experiments, ResultCatalogue results) {
    this.experiments = experiments;
    this.results = results;
  }

  /** What every run of the experiment has, as {@link ResultCatalogue#points} says. */
  public RunPoints points(String experiment) {
    // Read first: the points are at least as new as the revision that they are kept under.
    Revision revision = experiments.revision(experiment);
    synchronized (kept) {
      Kept found = kept.get(experiment);
      if (found != null && found.revision().equals(revision)) {
        return found.points();
      }
    }
    RunPoints points = results.points(experiment);
    synchronized (kept) {
      kept.put(experiment, new Kept(revision, points));
      forgetSome();
    }
    return points;
  }

  private void forgetSome() {
    long values = kept.values().stream().mapToLong(Kept::values).sum();
    var eldest = kept.values().iterator();
    while (values > MOST_VALUES && kept.size() > 1) {
      values -= eldest.next().values();
      eldest.remove();
    }
  }
}
