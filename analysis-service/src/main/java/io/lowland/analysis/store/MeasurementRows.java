package io.lowland.analysis.store;

import io.lowland.contracts.MeasurementTaken;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.ensemble.EnsembleAgreement;
import io.lowland.network.Reparameterisation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Writes measurements and what they tell about checkpoints, runs and measures. */
final class MeasurementRows {

  /** What a sender that knows the measure says about it replaces what one did not know. */
  static final String UPSERT_MEASURES =
      """
      insert into measures (experiment, name, family, reparameterisation_invariant)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::bool[])
      on conflict (experiment, name) do update set
        (family, reparameterisation_invariant) =
        (excluded.family, excluded.reparameterisation_invariant)
      where measures.family is null and excluded.family is not null
      """;

  /** Key in a checkpoint's metadata of the epochs it was trained. */
  private static final String EPOCHS = "epochs";

  private MeasurementRows() {}

  static Void save(Connection connection, List<MeasurementTaken> events) throws SQLException {
    Parents.ensureExperiments(
        connection, events.stream().map(MeasurementTaken::experiment).toList());
    saveMeasures(connection, distinct(events, event -> event.experiment() + "/" + event.measure()));
    saveRuns(connection, distinct(events, MeasurementTaken::run));
    saveCheckpoints(connection, distinct(events, MeasurementTaken::checkpoint));
    Set<String> changed = new TreeSet<>(saveMeasurements(connection, events));
    countMeasurements(connection, events);
    changed.addAll(UnseenErrorRows.save(connection, events));
    return Parents.markChanged(connection, changed);
  }

  private static void saveMeasures(Connection connection, List<MeasurementTaken> events)
      throws SQLException {
    new ArrayColumns<>(events)
        .text(MeasurementTaken::experiment)
        .text(MeasurementTaken::measure)
        .optionalText(event -> event.family().map(MeasureFamily::text))
        .truth(MeasurementTaken::reparameterisationInvariant)
        .execute(connection, UPSERT_MEASURES);
  }

  private static void saveRuns(Connection connection, List<MeasurementTaken> events)
      throws SQLException {
    new ArrayColumns<>(events)
        .text(MeasurementTaken::run)
        .text(MeasurementTaken::experiment)
        .text(MeasurementTaken::regime)
        .optionalLong(MeasurementTaken::seed)
        .execute(
            connection,
            """
            insert into runs (id, experiment, regime, seed)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::int8[])
            on conflict do nothing
            """);
  }

  private static void saveCheckpoints(Connection connection, List<MeasurementTaken> events)
      throws SQLException {
    new ArrayColumns<>(events)
        .text(MeasurementTaken::checkpoint)
        .text(MeasurementTaken::run)
        .text(MeasurementTaken::dataset)
        .integer(MeasurementTaken::expected)
        .optionalInteger(MeasurementRows::epochs)
        .text(event -> event.kind().text())
        .optionalInteger(event -> event.transformation().map(Reparameterisation::hiddenLayer))
        .optionalReal(MeasurementRows::factor)
        .integer(event -> event.runCheckpoints().orElse(1))
        .text(event -> JsonText.of(event.training()))
        .execute(
            connection,
            """
            insert into checkpoints (id, run, dataset, expected, epochs, kind, hidden_layer, factor,
                                     run_checkpoints, training)
            select id, run, dataset, expected, epochs, kind, hidden_layer, factor, run_checkpoints,
                   training::jsonb
            from unnest(?::text[], ?::text[], ?::text[], ?::int4[], ?::int4[], ?::text[], ?::int4[],
                        ?::float8[], ?::int4[], ?::text[])
              as c (id, run, dataset, expected, epochs, kind, hidden_layer, factor, run_checkpoints,
                    training)
            on conflict (id) do update set expected = excluded.expected
            where checkpoints.expected < excluded.expected
            """);
  }

  private static List<String> saveMeasurements(Connection connection, List<MeasurementTaken> events)
      throws SQLException {
    return new ArrayColumns<>(events)
        .text(MeasurementTaken::checkpoint)
        .text(MeasurementTaken::measure)
        .optionalReal(MeasurementTaken::value)
        .optionalReal(MeasurementTaken::standardError)
        .optionalText(MeasurementTaken::reason)
        .real(MeasurementTaken::seconds)
        .text(event -> JsonText.of(UnseenErrorRows.remainder(event)))
        .text(MeasurementTaken::codeVersion)
        .returning(
            connection,
            """
            with written as (
              insert into measurements (checkpoint, measure, value, standard_error, reason, seconds,
                                        details, code_version)
              select checkpoint, measure, value, standard_error, reason, seconds, details::jsonb,
                     code_version
              from unnest(?::text[], ?::text[], ?::float8[], ?::float8[], ?::text[], ?::float8[],
                          ?::text[], ?::text[])
                as m (checkpoint, measure, value, standard_error, reason, seconds, details,
                      code_version)
              on conflict (checkpoint, measure) do update set
                (value, standard_error, reason, seconds, details, code_version) =
                (excluded.value, excluded.standard_error, excluded.reason, excluded.seconds,
                 excluded.details, excluded.code_version)
              -- The analysis finishes this measure; hearing it again must not undo that.
              where excluded.measure <> '%s' and
                (measurements.value, measurements.standard_error, measurements.reason,
                 measurements.seconds, measurements.details, measurements.code_version)
                is distinct from
                (excluded.value, excluded.standard_error, excluded.reason, excluded.seconds,
                 excluded.details, excluded.code_version)
              returning checkpoint)
            select distinct runs.experiment from written
              join checkpoints on checkpoints.id = written.checkpoint
              join runs on runs.id = checkpoints.run
            """
                .formatted(EnsembleAgreement.NAME));
  }

  /**
   * Counts what the checkpoints have now. Saving them has locked their rows, so whoever else adds
   * to the same checkpoint has been counted or waits.
   */
  private static void countMeasurements(Connection connection, List<MeasurementTaken> events)
      throws SQLException {
    new ArrayColumns<>(distinct(events, MeasurementTaken::checkpoint))
        .text(MeasurementTaken::checkpoint)
        .execute(
            connection,
            """
            update checkpoints c set (measured, valued) = (n.measured, n.valued)
            from (select m.checkpoint as id, count(*) as measured,
                         count(*) filter (where m.value is not null or m.measure = '%s') as valued
                  from measurements m where m.checkpoint = any(?::text[])
                  group by m.checkpoint) n
            where c.id = n.id and (c.measured, c.valued) <> (n.measured, n.valued)
            """
                .formatted(EnsembleAgreement.NAME));
  }

  private static Optional<Integer> epochs(MeasurementTaken event) {
    String text = event.training().getOrDefault(EPOCHS, "");
    return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static OptionalDouble factor(MeasurementTaken event) {
    return event.transformation().stream().mapToDouble(Reparameterisation::factor).findFirst();
  }

  private static List<MeasurementTaken> distinct(
      Collection<MeasurementTaken> events, Function<MeasurementTaken, String> key) {
    Map<String, MeasurementTaken> byKey = new TreeMap<>();
    events.forEach(event -> byKey.putIfAbsent(key.apply(event), event));
    return List.copyOf(byKey.values());
  }
}
