package io.lowland.analysis.store;

import io.lowland.measure.ensemble.Ensemble;
import io.lowland.measure.ensemble.EnsembleAgreement;
import io.lowland.measure.ensemble.UnseenErrors;
import io.lowland.statistics.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Keeps the ensemble agreement of every experiment up to date. Only the final checkpoint of each
 * run takes part; networks along training and reparameterised ones are held against those of the
 * other runs. The errors of the experiments that were worked on last stay in memory, so that a
 * network that arrives costs the reading of its own errors only.
 */
@ApplicationScoped
public class EnsembleStore {
  private static final int KEPT_EXPERIMENTS = 4;

  /** No network is called so. */
  private static final String NOT_HERE = "";

  private static final String NOT_LAST = "only the last checkpoint of a run takes part";

  /** What identifies the state of a checkpoint's errors. */
  private record Version(String checkpoint, String row) {
    String network() {
      return checkpoint + "@" + row;
    }
  }

  /** A checkpoint that does not take part, and the one of its run that does, if there is one. */
  private record Further(Version version, Optional<Version> last) {}

  /** The errors of an experiment: of the networks that take part, and of others. */
  private record Errors(Ensemble ensemble, Map<String, UnseenErrors> others) {}

  /** What a measurement is to say. */
  private record Agreement(String checkpoint, Outcome<Double> value) {}

  @SuppressWarnings("serial")
  private final Map<String, Errors> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Errors> eldest) {
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
          List<Further> further = furtherCheckpoints(connection, experiment);
          if (!last.isEmpty() || !further.isEmpty()) {
            Errors errors =
                kept.computeIfAbsent(experiment, id -> new Errors(new Ensemble(), new HashMap<>()));
            fill(errors.ensemble(), connection, last);
            fill(errors.others(), connection, further);
            List<Agreement> agreements = new ArrayList<>(agreements(errors.ensemble(), last));
            agreements.addAll(agreements(errors, further));
            save(connection, agreements);
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

  private static List<Further> furtherCheckpoints(Connection connection, String experiment)
      throws SQLException {
    return Queries.list(
        connection,
        """
        select f.id, e.xmin::text as version, o.checkpoint as last, o.xmin::text as last_version
        from runs r
        """
            + ExperimentResultsReader.LAST_CHECKPOINT
            + """
            join checkpoints f on f.run = r.id and f.kind <> 'final'
            join unseen_errors e on e.checkpoint = f.id
            left join unseen_errors o on o.checkpoint = c.id
            where r.experiment = ? order by f.id
            """,
        EnsembleStore::further,
        experiment);
  }

  private static Further further(ResultSet row) throws SQLException {
    Optional<String> version = Queries.text(row, "last_version");
    return new Further(
        new Version(row.getString("id"), row.getString("version")),
        Queries.text(row, "last").map(last -> new Version(last, version.orElseThrow())));
  }

  private static void fill(
      Map<String, UnseenErrors> others, Connection connection, List<Further> further)
      throws SQLException {
    others.keySet().retainAll(further.stream().map(each -> each.version().network()).toList());
    List<Version> missing =
        further.stream()
            .map(Further::version)
            .filter(version -> !others.containsKey(version.network()))
            .toList();
    others.putAll(errors(connection, missing));
  }

  /** What the checkpoints misclassify now, by network. */
  private static Map<String, UnseenErrors> errors(Connection connection, List<Version> checkpoints)
      throws SQLException {
    Map<String, UnseenErrors> errors = new HashMap<>();
    Queries.list(
        connection,
        "select *, xmin::text as version from unseen_errors where checkpoint = any(?)",
        row -> {
          Version version = new Version(row.getString("checkpoint"), row.getString("version"));
          return errors.put(version.network(), UnseenErrorRows.errors(row));
        },
        connection.createArrayOf("text", checkpoints.stream().map(Version::checkpoint).toArray()));
    return errors;
  }

  private static void fill(Ensemble ensemble, Connection connection, List<Version> last)
      throws SQLException {
    Set<String> wanted = new HashSet<>(last.stream().map(Version::network).toList());
    Set.copyOf(ensemble.networks()).stream()
        .filter(network -> !wanted.contains(network))
        .forEach(ensemble::remove);
    List<Version> missing =
        last.stream().filter(each -> !ensemble.networks().contains(each.network())).toList();
    errors(connection, missing).forEach(ensemble::put);
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

  private static List<Agreement> agreements(Errors errors, List<Further> further) {
    List<Agreement> agreements = new ArrayList<>();
    for (Further each : further) {
      UnseenErrors own = errors.others().get(each.version().network());
      if (own != null) {
        agreements.add(
            new Agreement(
                each.version().checkpoint(),
                errors
                    .ensemble()
                    .agreement(own, each.last().map(Version::network).orElse(NOT_HERE))));
      }
    }
    return agreements;
  }

  /** Writes them, and says of a run's other final checkpoints that they take no part. */
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
