package io.lowland.analysis.store;

import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.TrainingProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Writes what was heard. Every write is an upsert by id, so hearing something twice changes
 * nothing, and the rows do not depend on what was heard first. Each method is one transaction: all
 * events or none.
 *
 * <p>All throw {@link DatabaseUnavailableException} if it may work later and {@link
 * RefusedException} if it never will.
 */
@ApplicationScoped
public class ResultStore {
  private final Transactions transactions;

  ResultStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Experiments with their regimes, measures and the runs to come. */
  public void saveExperiments(List<ExperimentSubmitted> events) {
    List<ExperimentSubmitted> experiments = lastByKey(events, (earlier, later) -> later);
    transactions.write(connection -> ExperimentRows.save(connection, experiments));
  }

  /** How far runs are. The furthest state wins, whatever came last. */
  public void saveProgress(List<TrainingProgress> events) {
    List<TrainingProgress> furthest = lastByKey(events, BinaryOperator.maxBy(RunRows.BY_PROGRESS));
    transactions.write(connection -> RunRows.saveProgress(connection, furthest));
  }

  /** Measurements with the checkpoints and runs they belong to. */
  public void saveMeasurements(List<MeasurementTaken> events) {
    List<MeasurementTaken> latest = lastByKey(events, (earlier, later) -> later);
    transactions.write(connection -> MeasurementRows.save(connection, latest));
  }

  /**
   * One event per key, by key: an upsert may meet a row only once, and transactions that lock rows
   * in the same order do not block each other for good.
   */
  private static <T extends LowlandEvent> List<T> lastByKey(
      Collection<T> events, BinaryOperator<T> merge) {
    SequencedMap<String, T> byKey = new TreeMap<>();
    events.forEach(event -> byKey.merge(event.key(), event, merge));
    return List.copyOf(byKey.values());
  }
}
