package io.lowland.analysis.store;

import io.lowland.analysis.domain.ExperimentResults;
import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.ExperimentResults.RunResults;
import io.lowland.analysis.domain.RunPoint;
import io.lowland.measure.MeasureFamily;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the analysis needs of one experiment, as of one moment. */
@ApplicationScoped
public class ExperimentResultsReader {

  /** Of a run's final checkpoints the one that counts is the first in this order. */
  private static final String LAST_FIRST = "c.epochs desc nulls last, c.id";

  /**
   * Each run's final checkpoint; were there several, the longest trained one, and of equally long
   * ones that with the smaller digest, so that the choice does not depend on arrival. It is
   * complete when all measurements are there, and measured in vain if none of them has a value.
   */
  static final String LAST_CHECKPOINT =
      """
      left join lateral (
        select c.id, c.expected, c.epochs, c.run_checkpoints, c.measured,
               c.measured >= c.expected as complete,
               c.measured >= c.expected and c.valued = 0 as in_vain
        from checkpoints c where c.run = r.id and c.kind = 'final'
        order by
      """
          + LAST_FIRST
          + " limit 1) c on true ";

  /**
   * Each run's further checkpoints: those heard of, and how many of them have all their
   * measurements.
   */
  static final String FURTHER_CHECKPOINTS =
      """
      left join lateral (
        select count(*) as known, count(*) filter (where c.measured >= c.expected) as measured
        from checkpoints c where c.run = r.id and c.kind <> 'final') f on true
      """;

  /**
   * What all networks of an experiment say alike of what they were trained on, where no submission
   * says it. Whoever hands in a network writes what they like, so a number is one only if it looks
   * like one.
   */
  static final String SAID_BY_NETWORKS =
      """
      left join lateral (
        select case when count(distinct c.dataset) = 1 then min(c.dataset) end as dataset,
               case when count(distinct c.training ->> 'train_points') = 1
                         and min(c.training ->> 'train_points') ~ '^[1-9][0-9]{0,8}$'
                    then min(c.training ->> 'train_points')::int end as train_points,
               case when count(distinct c.training ->> 'architecture') = 1
                    then min(c.training ->> 'architecture') end as architecture
        from runs r join checkpoints c on c.run = r.id
        where r.experiment = e.id and e.dataset is null and c.kind = 'final') o on true
      """;

  /** How many further checkpoints a run has, as far as is known. */
  static final String FURTHER_EXPECTED = "greatest(f.known, coalesce(c.run_checkpoints, 1) - 1)";

  /** Whether a run was handed in, and not requested: those have ids of this form. */
  static final String IS_HANDED_IN =
      "(r.id is distinct from r.experiment || '.' || r.regime || '.' || r.seed)";

  /**
   * How many runs an experiment without a submission has, if all of them were handed in. What is
   * handed in later nobody waits for.
   */
  private static final String HANDED_IN =
      "(select case when bool_and("
          + IS_HANDED_IN
          + ") then count(*)::int end from runs r"
          + " where r.experiment = e.id)";

  private record RunRow(String id, RunResults results) {}

  private final Transactions transactions;

  ExperimentResultsReader(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The experiment's results; empty if nobody has heard of it. */
  public Optional<ExperimentResults> read(String experiment) {
    return transactions.read(connection -> read(connection, experiment));
  }

  private static Optional<ExperimentResults> read(Connection connection, String experiment)
      throws SQLException {
    return Queries.first(
        connection,
        """
        select coalesce(e.runs, \
        """
            + HANDED_IN
            + """
            ) as requested, a.changed
        from experiments e join analyses a on a.experiment = e.id
        where e.id = ?
        """,
        row ->
            new ExperimentResults(
                experiment,
                row.getLong("changed"),
                Queries.integer(row, "requested"),
                regimes(connection, experiment),
                measures(connection, experiment),
                runs(connection, experiment)),
        experiment);
  }

  private static Map<String, Integer> regimes(Connection connection, String experiment)
      throws SQLException {
    Map<String, Integer> regimes = new LinkedHashMap<>();
    Queries.list(
        connection,
        "select name, runs from regimes where experiment = ? order by position",
        row -> regimes.put(row.getString("name"), row.getInt("runs")),
        experiment);
    return regimes;
  }

  static List<MeasureFacts> measures(Connection connection, String experiment) throws SQLException {
    return Queries.list(
        connection,
        """
        select name, family, reparameterisation_invariant from measures
        where experiment = ? order by name collate "C"
        """,
        row ->
            new MeasureFacts(
                row.getString("name"),
                Queries.text(row, "family").map(MeasureFamily::named),
                row.getBoolean("reparameterisation_invariant")),
        experiment);
  }

  private static List<RunResults> runs(Connection connection, String experiment)
      throws SQLException {
    Map<String, Map<String, Double>> values = values(connection, experiment);
    return Queries.list(
            connection,
            """
            select r.id, r.regime, r.state = 'failed' and c.id is null
                     or coalesce(c.complete, false) as settled
            from runs r
            """
                + LAST_CHECKPOINT
                + """
                where r.experiment = ?
                order by r.regime collate "C", r.seed nulls last, r.id collate "C"
                """,
            row ->
                new RunRow(
                    row.getString("id"),
                    new RunResults(
                        row.getString("regime"),
                        row.getBoolean("settled"),
                        values.getOrDefault(row.getString("id"), Map.of()))),
            experiment)
        .stream()
        .map(RunRow::results)
        .toList();
  }

  /** Runs that have values, by regime, seed and id. */
  static List<RunPoint> points(Connection connection, String experiment) throws SQLException {
    Map<String, Map<String, Double>> values = values(connection, experiment);
    return Queries.list(
            connection,
            "select r.id, r.regime, r.seed, c.epochs from runs r "
                + LAST_CHECKPOINT
                + """
                where r.experiment = ?
                order by r.regime collate "C", r.seed nulls last, r.id collate "C"
                """,
            row ->
                RunPoint.of(
                    row.getString("id"),
                    row.getString("regime"),
                    Queries.bigint(row, "seed"),
                    Queries.integer(row, "epochs"),
                    values.getOrDefault(row.getString("id"), Map.of())),
            experiment)
        .stream()
        .filter(point -> !point.values().isEmpty())
        .toList();
  }

  /** Run → measure → value. */
  private static Map<String, Map<String, Double>> values(Connection connection, String experiment)
      throws SQLException {
    Map<String, Map<String, Double>> values = new HashMap<>();
    // One text for all values of a measure: there are as many as runs.
    Map<String, String> names = new HashMap<>();
    Queries.list(
        connection,
        // LAST_CHECKPOINT as a condition: joined, the planner would remember every measurement.
        """
        select r.id, m.measure, m.value from runs r join measurements m on m.checkpoint =
          (select c.id from checkpoints c where c.run = r.id and c.kind = 'final' order by \
        """
            + LAST_FIRST
            + " limit 1) and m.value is not null where r.experiment = ?",
        row ->
            values
                .computeIfAbsent(row.getString(1), run -> new HashMap<>())
                .put(names.computeIfAbsent(row.getString(2), name -> name), row.getDouble(3)),
        experiment);
    return values;
  }
}
