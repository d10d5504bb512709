package io.lowland.analysis.endpoint;

import io.lowland.analysis.AnalysisConfiguration;
import io.lowland.analysis.domain.PageRequest;
import io.lowland.analysis.domain.Revision;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.analysis.store.RecentPoints;
import io.lowland.analysis.store.ResultCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at experiments that are followed: at most once per {@code eventsEvery} for each, however
 * many follow it. Points and correlations are read again only when they have changed.
 */
@ApplicationScoped
class Snapshots {
  /** Experiments whose last snapshot is kept. */
  private static final int MOST_EXPERIMENTS = 16;

  /** One experiment; its lock lets one follower read while the others wait for what it reads. */
  private static final class Watched {
    private Optional<Snapshot> last = Optional.empty();
    private long readAt;
  }

  private final ExperimentCatalogue experiments;
  private final ResultCatalogue results;
  private final RecentPoints recent;
  private final long everyNanos;

  @SuppressWarnings("serial")
  private final Map<String, Watched> watched =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Watched> eldest) {
          return size() > MOST_EXPERIMENTS;
        }
      };

  Snapshots(
      ExperimentCatalogue experiments,
      ResultCatalogue results,
      RecentPoints recent,
      AnalysisConfiguration configuration) {
    this.experiments = experiments;
    this.results = results;
    this.recent = recent;
    everyNanos = configuration.eventsEvery().toNanos();
  }

  /** The state of the experiment, as of now or at most one look ago; the same object if so. */
  Snapshot of(String experiment) {
    Watched one;
    synchronized (watched) {
      one = watched.computeIfAbsent(experiment, id -> new Watched());
    }
    synchronized (one) {
      if (one.last.isEmpty() || System.nanoTime() - one.readAt >= everyNanos) {
        one.last = Optional.of(read(experiment, one.last));
        one.readAt = System.nanoTime();
      }
      return one.last.orElseThrow();
    }
  }

  private Snapshot read(String experiment, Optional<Snapshot> before) {
    // Read first: what comes after it belongs to the next look.
    Revision revision = experiments.revision(experiment);
    Optional<Snapshot> same = before.filter(known -> known.revision().equals(revision));
    return new Snapshot(
        revision,
        experiments.find(experiment),
        results.runs(experiment, new PageRequest(0, Integer.MAX_VALUE)).items(),
        same.map(Snapshot::points).orElseGet(() -> recent.points(experiment).runs()),
        same.map(Snapshot::correlations).orElseGet(() -> correlations(experiment)));
  }

  private List<CorrelationBody> correlations(String experiment) {
    return results.correlations(experiment).stream().map(CorrelationBody::of).toList();
  }
}
