package io.lowland.analysis.store;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.ReparameterisedValue;
import io.lowland.analysis.domain.ReparameterisedValue.Run;
import io.lowland.analysis.domain.ReparameterisedValue.Taken;
import io.lowland.analysis.domain.TrajectoryPoint;
import io.lowland.measure.MeasureFamily;
import io.lowland.network.CheckpointKind;
import io.lowland.network.Reparameterisation;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Reads what was measured of the networks that are not the end of a training. */
@ApplicationScoped
public class CheckpointCatalogue {
  private static final String BY_RUN =
      " order by r.regime collate \"C\", r.seed nulls last, r.id collate \"C\", ";

  private record Value(TrajectoryPoint point, Optional<String> measure, double value) {}

  private final Transactions transactions;

  CheckpointCatalogue(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The measures that were taken along training, by name. */
  public List<String> followedMeasures(String experiment) {
    return transactions.read(
        connection ->
            Queries.list(
                connection,
                """
                select s.name from measures s where s.experiment = ? and exists (
                  select 1 from measurements m
                    join checkpoints c on c.id = m.checkpoint and c.kind = 'along_training'
                    join runs r on r.id = c.run
                  where m.measure = s.name and r.experiment = s.experiment)
                order by s.name collate "C"
                """,
                row -> row.getString("name"),
                experiment));
  }

  /**
   * The ways of all runs that have checkpoints along training, to their final checkpoints: by
   * regime, seed, run and epoch.
   *
   * @param measure only this one, if given
   * @param regime only runs of this one, if given
   */
  public List<TrajectoryPoint> trajectories(
      String experiment, Optional<String> measure, Optional<String> regime) {
    List<Value> values =
        transactions.read(
            connection ->
                Queries.list(
                    connection,
                    """
                    select r.id, r.regime, r.seed, p.id as checkpoint, p.epochs, p.kind, m.measure,
                           m.value
                    from runs r
                    """
                        + ExperimentResultsReader.LAST_CHECKPOINT
                        + """
                        join checkpoints p on p.run = r.id
                          and (p.kind = 'along_training' or p.id = c.id)
                        left join measurements m on m.checkpoint = p.id and m.value is not null
                          and m.measure = coalesce(?::text, m.measure)
                        where r.experiment = ? and r.regime = coalesce(?::text, r.regime)
                          and exists (select 1 from checkpoints a
                                      where a.run = r.id and a.kind = 'along_training')
                        """
                        + BY_RUN
                        + "p.epochs nulls last, p.kind, p.id",
                    CheckpointCatalogue::value,
                    measure.orElse(null),
                    experiment,
                    regime.orElse(null)));
    SequencedMap<String, TrajectoryPoint> points = new LinkedHashMap<>();
    for (Value each : values) {
      TrajectoryPoint point = points.computeIfAbsent(each.point().checkpoint(), id -> each.point());
      each.measure().ifPresent(name -> point.values().put(name, each.value()));
    }
    return List.copyOf(points.values());
  }

  private static Value value(ResultSet row) throws SQLException {
    return new Value(
        new TrajectoryPoint(
            row.getString("id"),
            row.getString("regime"),
            Queries.bigint(row, "seed"),
            row.getString("checkpoint"),
            Queries.integer(row, "epochs"),
            CheckpointKind.parse(row.getString("kind")),
            new TreeMap<>()),
        Queries.text(row, "measure"),
        row.getDouble("value"));
  }

  /**
   * Every measure of every reparameterised network: by regime, seed, run, layer, factor and
   * measure.
   *
   * @param measure only this one, if given
   * @param regime only runs of this one, if given
   */
  public List<ReparameterisedValue> reparameterisations(
      String experiment, Optional<String> measure, Optional<String> regime) {
    return transactions.read(
        connection ->
            Queries.list(
                connection,
                """
                select r.id, r.regime, r.seed, v.hidden_layer, v.factor, s.name, s.family,
                       s.reparameterisation_invariant, m.value, m.reason,
                       o.checkpoint is not null as has_original, o.value as original,
                       o.reason as original_reason
                from runs r
                """
                    + ExperimentResultsReader.LAST_CHECKPOINT
                    + """
                    join checkpoints v on v.run = r.id and v.kind = 'reparameterised'
                    join measurements m on m.checkpoint = v.id
                      and m.measure = coalesce(?::text, m.measure)
                    join measures s on s.experiment = r.experiment and s.name = m.measure
                    left join measurements o on o.checkpoint = c.id and o.measure = m.measure
                    where r.experiment = ? and r.regime = coalesce(?::text, r.regime)
                    """
                    + BY_RUN
                    + "v.hidden_layer, v.factor, v.id, m.measure collate \"C\"",
                CheckpointCatalogue::reparameterised,
                measure.orElse(null),
                experiment,
                regime.orElse(null)));
  }

  private static ReparameterisedValue reparameterised(ResultSet row) throws SQLException {
    Optional<Taken> original =
        row.getBoolean("has_original")
            ? Optional.of(
                new Taken(Queries.real(row, "original"), Queries.text(row, "original_reason")))
            : Optional.empty();
    return ReparameterisedValue.of(
        new Run(row.getString("id"), row.getString("regime"), Queries.bigint(row, "seed")),
        new Reparameterisation(row.getInt("hidden_layer"), row.getDouble("factor")),
        new MeasureFacts(
            row.getString("name"),
            Queries.text(row, "family").map(MeasureFamily::named),
            row.getBoolean("reparameterisation_invariant")),
        original,
        new Taken(Queries.real(row, "value"), Queries.text(row, "reason")));
  }
}
