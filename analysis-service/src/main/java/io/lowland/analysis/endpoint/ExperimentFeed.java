package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.Revision;
import io.lowland.analysis.domain.RunDetails;
import io.lowland.analysis.domain.RunPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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

  private final Supplier<Snapshot> present;
  private final Map<String, Object> told = new HashMap<>();
  private Optional<Revision> known;
  private Optional<Snapshot> seen = Optional.empty();

  /**
   * A feed for a follower that knows {@code lastEventId} already, if any.
   *
   * @param present gives the present state; the same object as long as nobody has looked again
   */
  ExperimentFeed(Optional<String> lastEventId, Supplier<Snapshot> present) {
    this.present = present;
    known = lastEventId.flatMap(Revision::parse);
  }

  /** What is new since the last call. */
  List<Event> news() {
    Snapshot now = present.get();
    if (seen.stream().anyMatch(before -> before == now)) {
      return List.of();
    }
    seen = Optional.of(now);
    List<Event> events = new ArrayList<>();
    now.state().ifPresent(state -> tell(events, "state", "state", state));
    rows(events, "runs", now.runs(), RunDetails::run);
    if (!known.equals(Optional.of(now.revision()))) {
      // Also when only the analysis went on: it finishes the measure that needs all networks.
      rows(events, "points", now.points(), RunPoint::run);
      rows(events, "correlations", now.correlations(), row -> row.measure() + "/" + row.regime());
      known = Optional.of(now.revision());
    }
    if (!events.isEmpty()) {
      Event last = events.removeLast();
      events.add(new Event(last.name(), last.data(), Optional.of(now.revision().toString())));
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
