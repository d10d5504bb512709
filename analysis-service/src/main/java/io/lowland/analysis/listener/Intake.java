package io.lowland.analysis.listener;

import io.lowland.analysis.AnalysisConfiguration;
import io.lowland.analysis.store.DatabaseUnavailableException;
import io.lowland.analysis.store.RefusedException;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.LowlandEvent;
import io.lowland.contracts.MalformedEventException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Takes one batch of records into the database, in one transaction. Returns only when every record
 * is stored or among the dead letters, so the offsets that are committed afterwards lose nothing.
 * While the database is away the batch waits here; the channel takes no further records, and the
 * consumer keeps its partitions.
 */
@ApplicationScoped
class Intake {
  private static final Logger LOG = Logger.getLogger(Intake.class);

  private final DeadLetters deadLetters;
  private final ResultTraces traces;
  private final AnalysisMeters meters;
  private final long retryMillis;

  Intake(
      DeadLetters deadLetters,
      ResultTraces traces,
      AnalysisMeters meters,
      AnalysisConfiguration configuration) {
    this.deadLetters = deadLetters;
    this.traces = traces;
    this.meters = meters;
    retryMillis = configuration.databaseRetryDelay().toMillis();
  }

  /**
   * Stores a batch.
   *
   * @param store writes events in one transaction, all or none
   */
  <T extends LowlandEvent> void take(
      ConsumerRecords<byte[], byte[]> records, Class<T> type, Consumer<List<T>> store) {
    List<Received<T>> batch = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        batch.add(new Received<>(record, decode(record, type)));
      } catch (MalformedEventException e) {
        deadLetters.send(record, e.getMessage());
      }
    }
    try {
      storePatiently(batch, store);
    } catch (RefusedException e) {
      // One record of the batch is at fault; alone, it shows itself.
      batch.forEach(received -> storeAlone(received, store));
    }
  }

  private static <T extends LowlandEvent> T decode(
      ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    if (record.value() == null) {
      throw new MalformedEventException(
          "not a %s: the message has no value".formatted(type.getSimpleName()), null);
    }
    return EventCodec.decode(record.value(), type);
  }

  private <T extends LowlandEvent> void storeAlone(Received<T> received, Consumer<List<T>> store) {
    try {
      storePatiently(List.of(received), store);
    } catch (RefusedException e) {
      deadLetters.send(received.record(), e.getMessage());
    }
  }

  private <T extends LowlandEvent> void storePatiently(
      List<Received<T>> batch, Consumer<List<T>> store) {
    if (!batch.isEmpty()) {
      List<T> events = batch.stream().map(Received::event).toList();
      traces.store(batch, () -> storeUntilDone(events, store));
    }
  }

  private <T> void storeUntilDone(List<T> events, Consumer<List<T>> store) {
    int waiting = 0;
    try {
      while (!isStored(events, store, waiting > 0)) {
        meters.waiting(events.size() - waiting);
        waiting = events.size();
        pause();
      }
    } finally {
      meters.waiting(-waiting);
    }
    meters.stored(events.size());
  }

  private static <T> boolean isStored(List<T> events, Consumer<List<T>> store, boolean hasWaited) {
    try {
      store.accept(events);
      if (hasWaited) {
        LOG.infof("the database answers again; %d messages stored", events.size());
      }
      return true;
    } catch (DatabaseUnavailableException e) {
      if (!hasWaited) {
        LOG.warnf("%s; %d messages wait for it", e.getMessage(), events.size());
      }
      return false;
    }
  }

  private void pause() {
    try {
      Thread.sleep(retryMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the database was away", e);
    }
  }
}
