package io.lowland.analysis.listener;

import io.lowland.analysis.domain.CorrelationAnalysis;
import io.lowland.analysis.store.CorrelationStore;
import io.lowland.analysis.store.DatabaseUnavailableException;
import io.lowland.analysis.store.EnsembleStore;
import io.lowland.analysis.store.ExperimentResultsReader;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Brings correlations up to date: an experiment that got any number of measurements since the last
 * look is analysed once, from a consistent state of the database, ensemble agreement first. What is
 * due is itself kept in the database, so a restart forgets nothing.
 */
@ApplicationScoped
class Recomputation {
  private static final Logger LOG = Logger.getLogger(Recomputation.class);

  private final EnsembleStore ensembles;
  private final CorrelationStore correlations;
  private final ExperimentResultsReader results;
  private final CorrelationPublisher publisher;
  private final ResultTraces traces;
  private final AnalysisMeters meters;

  Recomputation(
      EnsembleStore ensembles,
      CorrelationStore correlations,
      ExperimentResultsReader results,
      CorrelationPublisher publisher,
      ResultTraces traces,
      AnalysisMeters meters) {
    this.ensembles = ensembles;
    this.correlations = correlations;
    this.results = results;
    this.publisher = publisher;
    this.traces = traces;
    this.meters = meters;
  }

  @Scheduled(
      every = "${lowland.analysis.recompute-every:1S}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
      // The channels connect after the scheduler has started.
      skipExecutionIf = Scheduled.ApplicationNotRunning.class)
  void recompute() {
    try {
      correlations.due().forEach(this::attempt);
      publisher.publish();
    } catch (DatabaseUnavailableException e) {
      LOG.warnf("correlations are not up to date: %s", e.getMessage());
    }
  }

  private void attempt(String experiment) {
    try {
      meters.correlate(() -> traces.recompute(experiment, () -> recompute(experiment)));
    } catch (DatabaseUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // It stays due, and this is said again at the next look; the others must not wait for it.
      LOG.errorf(e, "the correlations of %s cannot be computed", experiment);
    }
  }

  private void recompute(String experiment) {
    // Measurements that come between the two steps may lack their ensemble agreement, so only what
    // the first step saw is done.
    long version = ensembles.bringUpToDate(experiment);
    results
        .read(experiment)
        .ifPresent(found -> correlations.save(found, CorrelationAnalysis.of(found), version));
  }
}
