package io.lowland.analysis.store;

import io.lowland.analysis.domain.ExperimentDetails;
import io.lowland.analysis.domain.ExperimentDetails.RegimeFacts;
import io.lowland.analysis.domain.ExperimentSummary;
import io.lowland.analysis.domain.ExperimentSummary.FurtherCheckpoints;
import io.lowland.analysis.domain.ExperimentSummary.RunCounts;
import io.lowland.analysis.domain.ExperimentSummary.Status;
import io.lowland.analysis.domain.Page;
import io.lowland.analysis.domain.PageRequest;
import io.lowland.analysis.domain.Revision;
import io.lowland.analysis.domain.Study;
import io.lowland.training.StoppingRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads experiments and how far they are. */
@ApplicationScoped
public class ExperimentCatalogue {
  private static final String DESIGN =
      """
      coalesce(e.dataset, o.dataset) as of_dataset,
      coalesce(e.train_points, o.train_points) as of_train_points,
      coalesce(e.architecture, o.architecture) as of_architecture
      """;

  private static final String WITH_COUNTS =
      "select e.*, "
          + DESIGN
          + """
             ,
             greatest(e.runs, k.known) as requested, k.trained, k.measured, k.failed,
             k.further_expected, k.further_measured,
             e.runs is not null or coalesce(k.handed_in, false) as whole
      from experiments e left join lateral (
        select count(*) as known,
               count(*) filter (where r.state = 'trained' or c.id is not null) as trained,
               count(*) filter (where c.complete and not c.in_vain) as measured,
               count(*) filter (where r.state = 'failed' and c.id is null or c.in_vain) as failed,
               coalesce(sum(f.measured), 0) as further_measured,
               bool_and(\
      """
          + ExperimentResultsReader.IS_HANDED_IN
          + """
      ) as handed_in,
               coalesce(sum(\
      """
          + ExperimentResultsReader.FURTHER_EXPECTED
          + "), 0) as further_expected from runs r "
          + ExperimentResultsReader.LAST_CHECKPOINT
          + ExperimentResultsReader.FURTHER_CHECKPOINTS
          + " where r.experiment = e.id) k on true "
          + ExperimentResultsReader.SAID_BY_NETWORKS;

  private final Transactions transactions;

  ExperimentCatalogue(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Experiments, those heard of last first. */
  public Page<ExperimentSummary> list(PageRequest page) {
    return transactions.read(
        connection ->
            new Page<>(
                Queries.list(
                    connection,
                    WITH_COUNTS + "order by e.first_seen desc, e.id limit ? offset ?",
                    ExperimentCatalogue::summary,
                    page.size(),
                    page.offset()),
                page.page(),
                page.size(),
                Queries.first(connection, "select count(*) from experiments", row -> row.getLong(1))
                    .orElseThrow()));
  }

  private boolean contains(String experiment) {
    return transactions.read(
        connection ->
            Queries.first(
                    connection, "select 1 from experiments where id = ?", row -> true, experiment)
                .isPresent());
  }

  /**
   * Does nothing if somebody has heard of the experiment.
   *
   * @throws UnknownExperimentException if nobody has
   */
  public void requireKnown(String experiment) {
    if (!contains(experiment)) {
      throw new UnknownExperimentException(experiment);
    }
  }

  /**
   * The names of its regimes: those that it was submitted with, and those of networks that were
   * handed in.
   */
  public List<String> regimeNames(String experiment) {
    return transactions.read(
        connection ->
            Queries.list(
                connection,
                """
                select name from (select name from regimes where experiment = ?
                                  union select regime from runs where experiment = ?) as all_names
                order by name collate "C"
                """,
                row -> row.getString("name"),
                experiment,
                experiment));
  }

  /** How new the results of the experiment are. */
  public Revision revision(String experiment) {
    return transactions.read(connection -> revision(connection, experiment));
  }

  private static Revision revision(Connection connection, String experiment) throws SQLException {
    return Queries.first(
            connection,
            "select changed, analysed from analyses where experiment = ?",
            row -> new Revision(row.getLong("changed"), row.getLong("analysed")),
            experiment)
        .orElseGet(() -> new Revision(0, 0));
  }

  /** One experiment; empty if nobody has heard of it. */
  public Optional<ExperimentDetails> find(String experiment) {
    return transactions.read(
        connection ->
            Queries.first(
                connection,
                WITH_COUNTS + "where e.id = ?",
                row -> details(connection, row),
                experiment));
  }

  /** How the experiment's networks are trained; empty if nobody has heard of it. */
  public Optional<Study.Design> design(String experiment) {
    return transactions.read(
        connection ->
            Queries.first(
                connection,
                "select "
                    + DESIGN
                    + " from experiments e "
                    + ExperimentResultsReader.SAID_BY_NETWORKS
                    + "where e.id = ?",
                row ->
                    new Study.Design(
                        Queries.text(row, "of_dataset"),
                        Queries.integer(row, "of_train_points"),
                        Queries.text(row, "of_architecture"),
                        regimes(connection, experiment)),
                experiment));
  }

  private static ExperimentDetails details(Connection connection, ResultSet row)
      throws SQLException {
    String experiment = row.getString("id");
    return new ExperimentDetails(
        summary(row),
        Queries.text(row, "dataset_digest"),
        DatasetCounts.of(connection, experiment),
        Queries.text(row, "unseen"),
        Queries.integer(row, "probes"),
        Queries.integer(row, "hessian_points"),
        revision(connection, experiment).isAnalysed(),
        regimes(connection, experiment),
        ExperimentResultsReader.measures(connection, experiment));
  }

  private static ExperimentSummary summary(ResultSet row) throws SQLException {
    RunCounts counts =
        new RunCounts(
            row.getInt("requested"),
            row.getInt("trained"),
            row.getInt("measured"),
            row.getInt("failed"));
    FurtherCheckpoints further =
        new FurtherCheckpoints(row.getInt("further_expected"), row.getInt("further_measured"));
    return new ExperimentSummary(
        row.getString("id"),
        Queries.text(row, "name"),
        Queries.text(row, "description"),
        Queries.text(row, "of_dataset"),
        Queries.text(row, "why_not_first"),
        Queries.integer(row, "of_train_points"),
        Queries.text(row, "of_architecture"),
        Status.of(row.getBoolean("whole"), counts, further),
        counts,
        further);
  }

  private static List<RegimeFacts> regimes(Connection connection, String experiment)
      throws SQLException {
    return Queries.list(
        connection,
        "select * from regimes where experiment = ? order by position",
        row ->
            new RegimeFacts(
                row.getString("name"),
                row.getInt("runs"),
                row.getInt("batch_size"),
                row.getDouble("learning_rate"),
                row.getInt("max_epochs"),
                stop(row)),
        experiment);
  }

  private static Optional<StoppingRule> stop(ResultSet row) throws SQLException {
    Optional<Integer> checkEvery = Queries.integer(row, "stop_check_every");
    return checkEvery.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StoppingRule(
                Queries.real(row, "stop_train_accuracy"),
                Queries.real(row, "stop_train_loss"),
                checkEvery.get(),
                row.getInt("stop_accuracy_points")));
  }
}
