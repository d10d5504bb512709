package io.lowland.analysis.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Counts the data sets that an experiment is about. */
final class DatasetCounts {
  /**
   * The experiment's own data set, on which workers refuse to measure where it has other bytes, and
   * those of networks that were handed in and have a value. A name whose bytes one network knows
   * stands for these where another does not.
   */
  private static final String DIFFERENT =
      """
      select count(distinct coalesce(digest, digest_of_name, dataset)) from (
        select dataset, digest, max(digest) over (partition by dataset) as digest_of_name from (
          select e.dataset, e.dataset_digest as digest
          from experiments e where e.id = ? and e.dataset is not null
          union all
          select c.dataset, c.training ->> 'dataset_digest'
          from runs r join checkpoints c on c.run = r.id
          where r.experiment = ? and c.kind = 'final' and c.valued > 0 and \
      """
          + ExperimentResultsReader.IS_HANDED_IN
          + ") as measured) as named";

  private DatasetCounts() {}

  /** How many different data sets the networks of {@code experiment} were measured on. */
  static int of(Connection connection, String experiment) throws SQLException {
    return Queries.first(connection, DIFFERENT, row -> row.getInt(1), experiment, experiment)
        .orElse(0);
  }
}
