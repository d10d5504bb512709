package io.lowland.analysis.store;

import io.lowland.measure.ensemble.Ensemble;
import io.lowland.measure.ensemble.EnsembleAgreement;
import io.lowland.statistics.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Keeps the ensemble agreement of every experiment up to date. Only the last checkpoint of each run
 * takes part. The errors of the experiments that were worked on last stay in memory, so that a
 * network that arrives costs the reading of its own errors only.
 */
@ApplicationScoped
public class EnsembleStore {
  private static final int KEPT_EXPERIMENTS = 4;

  private static final String NOT_LAST = "only the last checkpoint of a run takes part";

  /** What identifies the state of a checkpoint's errors. */
  private record Version(String checkpoint, String row) {
    String network() {
      return checkpoint + "@" + row;
    }
  }

  /** What a measurement is to say. */
  private record Agreement(String checkpoint, Outcome<Double> value) {}

  @SuppressWarnings("serial")
  private final Map<String, Ensemble> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ensemble> eldest) {
          return size() > KEPT_EXPERIMENTS;
        }
      };

  private final Transactions transactions;

  EnsembleStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Writes the present agreement into the measurements of the experiment.
   *
   * @return the version of the results (see {@code analyses.changed}) that the agreement is at
   *     least as new as
   */
  public synchronized long bringUpToDate(String experiment) {
    return transactions.write(
        connection -> {
          long version = lockedVersion(connection, experiment);
          List<Version> last = lastCheckpoints(connection, experiment);
          if (!last.isEmpty()) {
            Ensemble ensemble = kept.computeIfAbsent(experiment, id -> new Ensemble());
            fill(ensemble, connection, last);
            save(connection, agreements(ensemble, last));
          }
          return version;
        });
  }

  /** Replicas take turns, so that none writes what is older than what another wrote. */
  private static long lockedVersion(Connection connection, String experiment) throws SQLException {
    Queries.list(
        connection,
        "select pg_advisory_xact_lock(hashtext('ensemble'), hashtext(?))",
        row -> true,
        experiment);
    return Queries.first(
            connection,
            "select changed from analyses where experiment = ?",
            row -> row.getLong("changed"),
            experiment)
        .orElse(0L);
  }

  private static List<Version> lastCheckpoints(Connection connection, String experiment)
      throws SQLException {
    return Queries.list(
        connection,
        "select c.id, e.xmin::text as version from runs r "
            + ExperimentResultsReader.LAST_CHECKPOINT
            + "join unseen_errors e on e.checkpoint = c.id where r.experiment = ? order by c.id",
        row -> new Version(row.getString("id"), row.getString("version")),
        experiment);
  }

  private static void fill(Ensemble ensemble, Connection connection, List<Version> last)
      throws SQLException {
    Set<String> wanted = new HashSet<>(last.stream().map(Version::network).toList());
    Set.copyOf(ensemble.networks()).stream()
        .filter(network -> !wanted.contains(network))
        .forEach(ensemble::remove);
    List<String> missing =
        last.stream()
            .filter(each -> !ensemble.networks().contains(each.network()))
            .map(Version::checkpoint)
            .toList();
    Queries.list(
        connection,
        "select *, xmin::text as version from unseen_errors where checkpoint = any(?)",
        row -> {
          Version version = new Version(row.getString("checkpoint"), row.getString("version"));
          ensemble.put(version.network(), UnseenErrorRows.errors(row));
          return version;
        },
        connection.createArrayOf("text", missing.toArray()));
  }

  private static List<Agreement> agreements(Ensemble ensemble, List<Version> last) {
    List<Agreement> agreements = new ArrayList<>();
    for (Version each : last) {
      // One that was replaced since it was listed is taken up next time.
      if (ensemble.networks().contains(each.network())) {
        agreements.add(new Agreement(each.checkpoint(), ensemble.agreement(each.network())));
      }
    }
    return agreements;
  }

  /** Writes them, and says of the run's earlier checkpoints that they take no part. */
  private static void save(Connection connection, List<Agreement> agreements) throws SQLException {
    new ArrayColumns<>(agreements)
        .text(Agreement::checkpoint)
        .optionalReal(
            each ->
                each.value().toOptional().map(OptionalDouble::of).orElseGet(OptionalDouble::empty))
        .optionalText(each -> each.value().whyUndefined())
        .execute(
            connection,
            """
            with present as (
              select * from unnest(?::text[], ?::float8[], ?::text[])
                as a (checkpoint, value, reason)),
            next as (
              select e.checkpoint, p.value,
                     case when p.checkpoint is null then '%1$s' else p.reason end as reason
              from runs r
                join checkpoints c on c.run = r.id
                join unseen_errors e on e.checkpoint = c.id
                left join present p on p.checkpoint = c.id
              where r.experiment = (
                select r.experiment from present p
                  join checkpoints c on c.id = p.checkpoint
                  join runs r on r.id = c.run limit 1))
            update measurements m set (value, reason) = (next.value, next.reason)
            from next
            where m.checkpoint = next.checkpoint and m.measure = '%2$s'
              and (m.value, m.reason) is distinct from (next.value, next.reason)
            """
                .formatted(NOT_LAST, EnsembleAgreement.NAME));
  }
}
