package io.lowland.analysis.store;

import io.lowland.analysis.domain.Correlation;
import io.lowland.analysis.domain.ExperimentResults;
import io.lowland.measure.MeasureFamily;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Keeps the present correlations, and which of them the topic does not have yet. */
@ApplicationScoped
public class CorrelationStore {
  private final Transactions transactions;

  CorrelationStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Experiments with news that their correlations do not show yet. */
  public List<String> due() {
    return transactions.read(
        connection ->
            Queries.list(
                connection,
                "select experiment from analyses where changed <> analysed order by experiment",
                row -> row.getString("experiment")));
  }

  /**
   * Saves the correlations of {@code results}. A row that says the same as before is not touched, a
   * row that another replica computed from newer results stays.
   *
   * @param analysed the version up to which everything is done; what came later stays due
   */
  public void save(ExperimentResults results, List<Correlation> correlations, long analysed) {
    transactions.write(
        connection -> {
          upsert(connection, results.version(), correlations);
          Queries.list(
              connection,
              """
              update analyses set analysed = greatest(analysed, ?) where experiment = ?
              returning experiment
              """,
              row -> row.getString("experiment"),
              analysed,
              results.experiment());
          return correlations;
        });
  }

  private static void upsert(Connection connection, long version, List<Correlation> correlations)
      throws SQLException {
    new ArrayColumns<>(correlations)
        .text(Correlation::experiment)
        .text(Correlation::measure)
        .text(Correlation::regime)
        .optionalLong(row -> Optional.of(version))
        .integer(Correlation::n)
        .integer(Correlation::runs)
        .truth(Correlation::provisional)
        .optionalReal(Correlation::spearman)
        .optionalReal(Correlation::p)
        .optionalReal(Correlation::ciLow)
        .optionalReal(Correlation::ciHigh)
        .optionalReal(Correlation::kendall)
        .optionalReal(Correlation::kendallP)
        .optionalReal(Correlation::holmP)
        .optionalText(row -> row.family().map(MeasureFamily::text))
        .truth(Correlation::reparameterisationInvariant)
        .optionalText(Correlation::reason)
        .execute(
            connection,
            """
            insert into correlations as present
              (experiment, measure, regime, basis, n, runs, provisional, spearman, p, ci_low,
               ci_high, kendall, kendall_p, holm_p, family, reparameterisation_invariant, reason)
            select * from unnest(
              ?::text[], ?::text[], ?::text[], ?::int8[], ?::int4[], ?::int4[], ?::bool[],
              ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
              ?::float8[], ?::text[], ?::bool[], ?::text[])
            on conflict (experiment, measure, regime) do update set
              (basis, n, runs, provisional, spearman, p, ci_low, ci_high, kendall, kendall_p,
               holm_p, family, reparameterisation_invariant, reason, published) =
              (excluded.basis, excluded.n, excluded.runs, excluded.provisional, excluded.spearman,
               excluded.p, excluded.ci_low, excluded.ci_high, excluded.kendall,
               excluded.kendall_p, excluded.holm_p, excluded.family,
               excluded.reparameterisation_invariant, excluded.reason, false)
            where present.basis <= excluded.basis and
              (present.n, present.runs, present.provisional, present.spearman, present.p,
               present.ci_low, present.ci_high, present.kendall, present.kendall_p,
               present.holm_p, present.family, present.reparameterisation_invariant,
               present.reason)
              is distinct from
              (excluded.n, excluded.runs, excluded.provisional, excluded.spearman, excluded.p,
               excluded.ci_low, excluded.ci_high, excluded.kendall, excluded.kendall_p,
               excluded.holm_p, excluded.family, excluded.reparameterisation_invariant,
               excluded.reason)
            """);
  }

  /** Correlations that the topic does not have yet, with the state that they are of. */
  public List<Unpublished> unpublished() {
    return transactions.read(
        connection ->
            Queries.list(
                connection,
                "select * from correlations where not published order by experiment, regime, measure",
                row -> new Unpublished(correlation(row), row.getLong("basis"))));
  }

  /** Notes that the topic has them; a row that has changed in the meantime stays due. */
  public void markPublished(List<Unpublished> sent) {
    transactions.write(
        connection -> {
          new ArrayColumns<>(sent)
              .text(each -> each.correlation().experiment())
              .text(each -> each.correlation().measure())
              .text(each -> each.correlation().regime())
              .optionalLong(each -> Optional.of(each.basis()))
              .execute(
                  connection,
                  """
                  update correlations c set published = true
                  from unnest(?::text[], ?::text[], ?::text[], ?::int8[])
                    as s (experiment, measure, regime, basis)
                  where (c.experiment, c.measure, c.regime, c.basis) =
                        (s.experiment, s.measure, s.regime, s.basis)
                  """);
          return sent;
        });
  }

  /**
   * A correlation to be sent.
   *
   * @param correlation the row
   * @param basis version of the results that it was computed from
   */
  public record Unpublished(Correlation correlation, long basis) {}

  static Correlation correlation(ResultSet row) throws SQLException {
    return new Correlation(
        row.getString("experiment"),
        row.getString("measure"),
        row.getString("regime"),
        row.getInt("n"),
        row.getInt("runs"),
        row.getBoolean("provisional"),
        Queries.real(row, "spearman"),
        Queries.real(row, "p"),
        Queries.real(row, "ci_low"),
        Queries.real(row, "ci_high"),
        Queries.real(row, "kendall"),
        Queries.real(row, "kendall_p"),
        Queries.real(row, "holm_p"),
        Queries.text(row, "family").map(MeasureFamily::named),
        row.getBoolean("reparameterisation_invariant"),
        Queries.text(row, "reason"));
  }
}
