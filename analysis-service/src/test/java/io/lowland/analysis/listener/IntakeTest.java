package io.lowland.analysis.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.analysis.Backends;
import io.lowland.analysis.Laboratory;
import io.lowland.analysis.store.DatabaseUnavailableException;
import io.lowland.contracts.EventCodec;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class IntakeTest {
  @Inject Intake intake;
  @Inject MeterRegistry meters;

  @Test
  void aBatchWaitsUntilTheDatabaseAnswers() {
    List<MeasurementTaken> events =
        new Laboratory("intake")
            .runs().stream()
                .map(run -> new Laboratory("intake").measurements(run).getFirst())
                .toList();
    List<List<MeasurementTaken>> attempts = new ArrayList<>();
    List<Double> waiting = new ArrayList<>();
    intake.take(
        records(events),
        MeasurementTaken.class,
        batch -> {
          attempts.add(batch);
          waiting.add(waiting());
          if (attempts.size() < 3) {
            throw new DatabaseUnavailableException(new SQLException("connection refused"));
          }
        });
    assertThat(attempts).containsExactly(events, events, events);
    double all = events.size();
    assertThat(waiting).containsExactly(0.0, all, all);
    assertThat(waiting()).isZero();
  }

  private double waiting() {
    return meters.get("lowland.messages.waiting").gauge().value();
  }

  private static ConsumerRecords<byte[], byte[]> records(List<MeasurementTaken> events) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (MeasurementTaken event : events) {
      records.add(
          new ConsumerRecord<>(
              Topics.MEASUREMENTS, 0, records.size(), new byte[0], EventCodec.encode(event)));
    }
    TopicPartition partition = new TopicPartition(Topics.MEASUREMENTS, 0);
    return new ConsumerRecords<>(Map.of(partition, records), Map.of());
  }
}
