package io.lowland.analysis.store;

import io.lowland.analysis.domain.Correlation;
import io.lowland.analysis.domain.MeasurementDetails;
import io.lowland.analysis.domain.Page;
import io.lowland.analysis.domain.PageRequest;
import io.lowland.analysis.domain.RunDetails;
import io.lowland.analysis.domain.RunPoints;
import io.lowland.network.CheckpointKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the runs, measurements and correlations of an experiment. */
@ApplicationScoped
public class ResultCatalogue {
  private static final String MEASUREMENTS =
      "from measurements m join checkpoints c on c.id = m.checkpoint";

  private static final String CHECKPOINTS = "from checkpoints c";

  private final Transactions transactions;

  ResultCatalogue(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Which measurements are wanted.
   *
   * @param measure only this one, if given
   * @param regime only this one, if given
   * @param run only of this one, if given
   * @param kind only of checkpoints of this kind, if given
   * @param withDetails whether with the evidence, which may be large
   */
  public record Selection(
      Optional<String> measure,
      Optional<String> regime,
      Optional<String> run,
      Optional<CheckpointKind> kind,
      boolean withDetails) {}

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

  /** Measurements by regime, seed, run, checkpoint and measure. */
  public Page<MeasurementDetails> measurements(
      String experiment, Selection selection, PageRequest page) {
    List<Object> parameters = new ArrayList<>(List.of(experiment));
    StringBuilder from =
        new StringBuilder(MEASUREMENTS + " join runs r on r.id = c.run where r.experiment = ?\n");
    restrict(from, parameters, "m.measure", selection.measure());
    restrict(from, parameters, "r.regime", selection.regime());
    restrict(from, parameters, "r.id", selection.run());
    restrict(from, parameters, "c.kind", selection.kind().map(CheckpointKind::text));
    String columns =
        """
        select m.checkpoint, m.measure, m.value, m.standard_error, m.reason, m.seconds,
               m.code_version, r.id as run, r.regime, r.seed, c.epochs, c.kind, c.hidden_layer,
               c.factor
        """;
    String order =
        """
        order by r.regime collate "C", r.seed nulls last, r.id collate "C",
                 c.epochs nulls last, c.hidden_layer nulls first, c.factor,
                 c.id collate "C", m.measure collate "C"
        limit ? offset ?
        """;
    Object[] filters = parameters.toArray();
    parameters.add(page.size());
    parameters.add(page.offset());
    return transactions.read(
        connection ->
            new Page<>(
                Queries.list(
                    connection,
                    columns
                        + (selection.withDetails() ? ", m.details, c.training " : "")
                        + from
                        + order,
                    row -> measurement(row, selection.withDetails()),
                    parameters.toArray()),
                page.page(),
                page.size(),
                count(
                    connection,
                    // What checkpoints have is counted already, unless measures are told apart.
                    selection.measure().isPresent()
                        ? "select count(*) " + from
                        : "select coalesce(sum(c.measured), 0) "
                            + from.toString().replace(MEASUREMENTS, CHECKPOINTS),
                    filters)));
  }

  private static void restrict(
      StringBuilder from, List<Object> parameters, String column, Optional<String> value) {
    value.ifPresent(
        wanted -> {
          from.append("and ").append(column).append(" = ?\n");
          parameters.add(wanted);
        });
  }

  private static MeasurementDetails measurement(ResultSet row, boolean withDetails)
      throws SQLException {
    return new MeasurementDetails(
        row.getString("run"),
        row.getString("regime"),
        Queries.bigint(row, "seed"),
        row.getString("checkpoint"),
        Queries.integer(row, "epochs"),
        CheckpointKind.parse(row.getString("kind")),
        Queries.integer(row, "hidden_layer"),
        Queries.real(row, "factor"),
        row.getString("measure"),
        Queries.real(row, "value"),
        Queries.real(row, "standard_error"),
        Queries.text(row, "reason"),
        row.getDouble("seconds"),
        row.getString("code_version"),
        withDetails ? Queries.text(row, "details").map(JsonText::parse) : Optional.empty(),
        withDetails ? Queries.text(row, "training").map(JsonText::parse) : Optional.empty());
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
