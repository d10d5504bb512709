package io.lowland.analysis.store;

import io.lowland.contracts.TrainingProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Writes how far runs are. */
final class RunRows {

  /**
   * Training before failed before trained: a run that failed in one trainer and was then trained by
   * another is trained. The statement below says the same in SQL.
   */
  static final Comparator<TrainingProgress> BY_PROGRESS =
      Comparator.<TrainingProgress>comparingInt(
              progress ->
                  switch (progress.state()) {
                    case TRAINING -> 1;
                    case FAILED -> 2;
                    case TRAINED -> 3;
                  })
          .thenComparingInt(TrainingProgress::epoch);

  private RunRows() {}

  static Void saveProgress(Connection connection, List<TrainingProgress> events)
      throws SQLException {
    Parents.ensureExperiments(
        connection, events.stream().map(TrainingProgress::experiment).toList());
    List<String> changed =
        new ArrayColumns<>(events)
            .text(TrainingProgress::run)
            .text(TrainingProgress::experiment)
            .text(TrainingProgress::regime)
            .optionalLong(event -> Optional.of(event.seed()))
            .text(event -> event.state().text())
            .integer(TrainingProgress::epoch)
            .integer(TrainingProgress::maxEpochs)
            .optionalReal(TrainingProgress::trainLoss)
            .optionalText(TrainingProgress::reason)
            .returning(
                connection,
                """
                with written as (
                  insert into runs (id, experiment, regime, seed, state, epoch, max_epochs,
                                    train_loss, reason)
                  select * from unnest(?::text[], ?::text[], ?::text[], ?::int8[], ?::text[],
                                       ?::int4[], ?::int4[], ?::float8[], ?::text[])
                  on conflict (id) do update set
                    (state, epoch, max_epochs, train_loss, reason) =
                    (excluded.state, excluded.epoch, excluded.max_epochs, excluded.train_loss,
                     excluded.reason)
                  where
                    (array_position(array['requested', 'training', 'failed', 'trained'],
                                    excluded.state), excluded.epoch) >
                    (array_position(array['requested', 'training', 'failed', 'trained'],
                                    runs.state), coalesce(runs.epoch, -1))
                  returning experiment, state)
                select distinct experiment from written where state in ('failed', 'trained')
                """);
    return Parents.markChanged(connection, changed);
  }
}
