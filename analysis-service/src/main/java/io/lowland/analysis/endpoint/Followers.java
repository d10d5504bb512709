package io.lowland.analysis.endpoint;

import io.lowland.analysis.AnalysisConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Those who follow experiments at present. They are told that the service stops before it does, so
 * that they can tell the end of a run from a cut connection.
 */
@ApplicationScoped
public class Followers {
  /** How long the end waits for followers to have heard of it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * That the service stops.
   *
   * @param report where the report of the run is; empty if there is none
   */
  public record Stopping(Optional<String> report) {}

  private final Optional<Path> report;
  private final BroadcastProcessor<Stopping> ends = BroadcastProcessor.create();

  /** Followers are its parties; one more is here, so that it never ends. */
  private final Phaser present = new Phaser(1);

  Followers(AnalysisConfiguration configuration) {
    report = configuration.report();
  }

  /**
   * {@code news} until the service stops, of which {@code last} makes the last item.
   *
   * @param <T> what a follower hears
   * @param last turns the end into what a follower hears
   */
  <T> Multi<T> untilTheEnd(Multi<T> news, Function<Stopping, T> last) {
    Multi<Optional<T>> heard = news.map(Optional::of);
    // What is behind the last item is asked for only once that is on the wire.
    Multi<Optional<T>> end =
        ends.onItem()
            .transformToMultiAndConcatenate(
                stopping ->
                    Multi.createFrom().items(Optional.of(last.apply(stopping)), Optional.empty()));
    return Multi.createBy()
        .merging()
        .streams(heard, end)
        .select()
        .first(Optional::isPresent)
        .map(Optional::orElseThrow)
        .onSubscription()
        .invoke(present::register)
        .onTermination()
        .invoke(present::arriveAndDeregister);
  }

  void stop(@Observes ShutdownEvent event) {
    dismiss();
  }

  /** Tells all followers that the service stops, and waits for a moment until they have heard. */
  public void dismiss() {
    ends.onNext(
        new Stopping(report.filter(Files::exists).map(path -> path.toAbsolutePath().toString())));
    try {
      if (present.getUnarrivedParties() > 1) {
        present.awaitAdvanceInterruptibly(
            present.arrive(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException e) {
      // They will notice that the connection is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
