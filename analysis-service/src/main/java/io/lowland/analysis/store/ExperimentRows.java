package io.lowland.analysis.store;

import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.MeasureSpec;
import io.lowland.contracts.Regime;
import io.lowland.contracts.RunRequested;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Writes submissions. */
final class ExperimentRows {
  private record RegimeRow(String experiment, int position, Regime regime) {}

  private record MeasureRow(String experiment, MeasureSpec measure) {}

  private ExperimentRows() {}

  static Void save(Connection connection, List<ExperimentSubmitted> experiments)
      throws SQLException {
    Parents.ensureExperiments(
        connection, experiments.stream().map(ExperimentSubmitted::experiment).toList());
    Set<String> changed = new TreeSet<>(saveSubmissions(connection, experiments));
    List<ExperimentSubmitted> news =
        experiments.stream().filter(each -> changed.contains(each.experiment())).toList();
    saveRegimes(connection, news);
    saveMeasures(connection, news);
    for (ExperimentSubmitted experiment : news) {
      saveRuns(connection, experiment.expand());
    }
    return Parents.markChanged(connection, changed);
  }

  private static List<String> saveSubmissions(
      Connection connection, List<ExperimentSubmitted> experiments) throws SQLException {
    return new ArrayColumns<>(experiments)
        .text(ExperimentSubmitted::experiment)
        .text(ExperimentSubmitted::name)
        .text(ExperimentSubmitted::description)
        .text(ExperimentSubmitted::dataset)
        .text(ExperimentSubmitted::datasetDigest)
        .optionalText(ExperimentSubmitted::whyNotFirst)
        .integer(ExperimentSubmitted::trainPoints)
        .text(each -> each.unseen().text())
        .text(event -> event.architecture().toString())
        .integer(ExperimentSubmitted::probes)
        .integer(ExperimentSubmitted::hessianPoints)
        .integer(ExperimentSubmitted::runs)
        .returning(
            connection,
            """
            update experiments set
              (name, description, dataset, dataset_digest, why_not_first, train_points, unseen,
               architecture, probes, hessian_points, runs) =
              (s.name, s.description, s.dataset, s.digest, s.why_not_first, s.train_points,
               s.unseen, s.architecture, s.probes, s.hessian_points, s.runs)
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int4[],
                        ?::text[], ?::text[], ?::int4[], ?::int4[], ?::int4[])
              as s (id, name, description, dataset, digest, why_not_first, train_points, unseen,
                    architecture, probes, hessian_points, runs)
            where experiments.id = s.id and
              (experiments.name, experiments.description, experiments.dataset,
               experiments.dataset_digest, experiments.why_not_first, experiments.train_points,
               experiments.unseen, experiments.architecture, experiments.probes,
               experiments.hessian_points, experiments.runs) is distinct from
              (s.name, s.description, s.dataset, s.digest, s.why_not_first, s.train_points,
               s.unseen, s.architecture, s.probes, s.hessian_points, s.runs)
            returning experiments.id
            """);
  }

  private static void saveRegimes(Connection connection, List<ExperimentSubmitted> experiments)
      throws SQLException {
    List<RegimeRow> rows = new ArrayList<>();
    for (ExperimentSubmitted each : experiments) {
      IntStream.range(0, each.regimes().size())
          .forEach(i -> rows.add(new RegimeRow(each.experiment(), i, each.regimes().get(i))));
    }
    new ArrayColumns<>(rows)
        .text(RegimeRow::experiment)
        .text(row -> row.regime().name())
        .integer(RegimeRow::position)
        .integer(row -> row.regime().seeds().size())
        .integer(row -> row.regime().batchSize())
        .real(row -> row.regime().learningRate())
        .integer(row -> row.regime().maxEpochs())
        .optionalReal(row -> row.regime().stop().trainAccuracy())
        .optionalReal(row -> row.regime().stop().trainLoss())
        .integer(row -> row.regime().stop().checkEvery())
        .integer(row -> row.regime().stop().accuracyPoints())
        .execute(
            connection,
            """
            insert into regimes
              (experiment, name, position, runs, batch_size, learning_rate, max_epochs,
               stop_train_accuracy, stop_train_loss, stop_check_every, stop_accuracy_points)
            select * from unnest(?::text[], ?::text[], ?::int4[], ?::int4[], ?::int4[], ?::float8[],
                                 ?::int4[], ?::float8[], ?::float8[], ?::int4[], ?::int4[])
            on conflict (experiment, name) do update set
              (position, runs, batch_size, learning_rate, max_epochs, stop_train_accuracy,
               stop_train_loss, stop_check_every, stop_accuracy_points) =
              (excluded.position, excluded.runs, excluded.batch_size, excluded.learning_rate,
               excluded.max_epochs, excluded.stop_train_accuracy, excluded.stop_train_loss,
               excluded.stop_check_every, excluded.stop_accuracy_points)
            """);
  }

  private static void saveMeasures(Connection connection, List<ExperimentSubmitted> experiments)
      throws SQLException {
    List<MeasureRow> rows = new ArrayList<>();
    for (ExperimentSubmitted each : experiments) {
      each.measures().forEach(measure -> rows.add(new MeasureRow(each.experiment(), measure)));
    }
    new ArrayColumns<>(rows)
        .text(MeasureRow::experiment)
        .text(row -> row.measure().name())
        .optionalText(row -> Optional.of(row.measure().family().text()))
        .truth(row -> row.measure().reparameterisationInvariant())
        .execute(connection, MeasurementRows.UPSERT_MEASURES);
  }

  private static void saveRuns(Connection connection, List<RunRequested> runs) throws SQLException {
    new ArrayColumns<>(runs)
        .text(RunRequested::run)
        .text(RunRequested::experiment)
        .text(RunRequested::regime)
        .optionalLong(run -> Optional.of(run.seed()))
        .integer(RunRequested::maxEpochs)
        .execute(
            connection,
            """
            insert into runs (id, experiment, regime, seed, max_epochs)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::int8[], ?::int4[])
            on conflict (id) do update set
              (experiment, regime, seed, max_epochs) =
              (excluded.experiment, excluded.regime, excluded.seed, excluded.max_epochs)
            """);
  }
}
