package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.PageRequest;
import io.lowland.analysis.domain.Revision;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.analysis.store.ResultCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one follower of an experiment has not been told yet. Every event carries the present state
 * of what it names, so whoever hears one twice, or misses some and hears the next, is right in the
 * end. Called by one thread at a time.
 */
final class ExperimentFeed {

  /**
   * Something to tell.
   *
   * @param name {@code state}, {@code runs}, {@code points} or {@code correlations}
   * @param data the present state, or the rows of it that are new
   * @param id the revision that the follower knows once it has this; only the last of several that
   *     belong together has one
   */
  record Event(String name, Object data, Optional<String> id) {}

  private final String experiment;
  private final ExperimentCatalogue experiments;
  private final ResultCatalogue results;
  private final Map<String, Object> told = new HashMap<>();
  private Optional<Revision> known;

  /** A feed for a follower that knows {@code lastEventId} already, if any. */
  ExperimentFeed(
      String experiment,
      Optional<String> lastEventId,
      ExperimentCatalogue experiments,
      ResultCatalogue results) {
    this.experiment = experiment;
    this.experiments = experiments;
    this.results = results;
    known = lastEventId.flatMap(Revision::parse);
  }

  /** What is new since the last call. */
  List<Event> news() {
    // Read first: what comes after it belongs to the next look.
    Revision revision = experiments.revision(experiment);
    List<Event> events = new ArrayList<>();
    experiments.find(experiment).ifPresent(found -> tell(events, "state", "state", found));
    rows(
        events,
        "runs",
        results.runs(experiment, new PageRequest(0, Integer.MAX_VALUE)).items(),
        run -> run.run());
    if (!known.equals(Optional.of(revision))) {
      // Also when only the analysis went on: it finishes the measure that needs all networks.
      rows(events, "points", results.points(experiment).runs(), point -> point.run());
      rows(
          events,
          "correlations",
          results.correlations(experiment).stream().map(CorrelationBody::of).toList(),
          row -> row.measure() + "/" + row.regime());
      known = Optional.of(revision);
    }
    if (!events.isEmpty()) {
      Event last = events.removeLast();
      events.add(new Event(last.name(), last.data(), Optional.of(revision.toString())));
    }
    return events;
  }

  private <T> void rows(List<Event> events, String name, List<T> rows, Function<T, String> key) {
    List<T> fresh =
        rows.stream()
            .filter(row -> !row.equals(told.put(name + "/" + key.apply(row), row)))
            .toList();
    if (!fresh.isEmpty()) {
      events.add(new Event(name, fresh, Optional.empty()));
    }
  }

  private void tell(List<Event> events, String name, String key, Object state) {
    if (!state.equals(told.put(key, state))) {
      events.add(new Event(name, state, Optional.empty()));
    }
  }
}
