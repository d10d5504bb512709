package io.lowland.analysis.store;

import io.lowland.analysis.domain.Correlation;
import io.lowland.analysis.domain.Page;
import io.lowland.analysis.domain.PageRequest;
import io.lowland.analysis.domain.RunDetails;
import io.lowland.analysis.domain.RunPoints;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the runs and correlations of an experiment. */
@ApplicationScoped
public class ResultCatalogue {
  private final Transactions transactions;

  ResultCatalogue(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Runs by regime, seed and id. */
  public Page<RunDetails> runs(String experiment, PageRequest page) {
    return transactions.read(
        connection ->
            new Page<>(
                Queries.list(
                    connection,
                    """
                    select r.*, c.id as checkpoint, coalesce(c.measured, 0) as measured, c.expected,
                           c.epochs, c.complete, c.in_vain, f.measured as further_measured,
                           (select m.reason from measurements m
                            where c.in_vain and m.checkpoint = c.id and m.reason is not null
                            order by m.measure collate "C" limit 1) as in_vain_reason,
                           \
                    """
                        + ExperimentResultsReader.FURTHER_EXPECTED
                        + " as further_expected from runs r "
                        + ExperimentResultsReader.LAST_CHECKPOINT
                        + ExperimentResultsReader.FURTHER_CHECKPOINTS
                        + """
                        where r.experiment = ?
                        order by r.regime collate "C", r.seed nulls last, r.id collate "C"
                        limit ? offset ?
                        """,
                    ResultCatalogue::run,
                    experiment,
                    page.size(),
                    page.offset()),
                page.page(),
                page.size(),
                count(connection, "select count(*) from runs where experiment = ?", experiment)));
  }

  private static RunDetails run(ResultSet row) throws SQLException {
    Optional<String> checkpoint = Queries.text(row, "checkpoint");
    Optional<Integer> expected = Queries.integer(row, "expected");
    Optional<Integer> epochs = Queries.integer(row, "epochs");
    int measured = row.getInt("measured");
    String state = row.getString("state");
    if (checkpoint.isPresent()) {
      state =
          row.getBoolean("in_vain")
              ? "failed"
              : row.getBoolean("complete") ? "measured" : "trained";
    }
    return new RunDetails(
        row.getString("id"),
        row.getString("regime"),
        Queries.bigint(row, "seed"),
        state,
        epochs.isPresent() ? epochs : Queries.integer(row, "epoch"),
        Queries.integer(row, "max_epochs"),
        Queries.real(row, "train_loss"),
        Queries.text(row, checkpoint.isPresent() ? "in_vain_reason" : "reason"),
        checkpoint,
        measured,
        expected,
        row.getInt("further_expected"),
        row.getInt("further_measured"));
  }

  /** What every run has, for plots and statistics; without the runs that have nothing yet. */
  public RunPoints points(String experiment) {
    return transactions.read(
        connection ->
            new RunPoints(
                ExperimentResultsReader.measures(connection, experiment),
                ExperimentResultsReader.points(connection, experiment)));
  }

  /** Correlations: over all runs first, then by regime; predictors by name, then outcomes. */
  public List<Correlation> correlations(String experiment) {
    return transactions.read(
        connection ->
            Queries.list(
                connection,
                """
                select * from correlations where experiment = ?
                order by regime <> 'all', regime collate "C",
                         coalesce(family = 'generalisation', false), measure collate "C"
                """,
                CorrelationStore::correlation,
                experiment));
  }

  private static long count(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return Queries.first(connection, sql, row -> row.getLong(1), parameters).orElseThrow();
  }
}
