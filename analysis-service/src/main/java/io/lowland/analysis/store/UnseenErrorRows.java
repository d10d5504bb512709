package io.lowland.analysis.store;

import io.lowland.contracts.MeasurementTaken;
import io.lowland.measure.ensemble.EnsembleAgreement;
import io.lowland.measure.ensemble.UnseenErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes and reads which unseen points checkpoints misclassify. */
final class UnseenErrorRows {
  private record Row(String checkpoint, UnseenErrors errors) {}

  private UnseenErrorRows() {}

  /**
   * Saves the errors that come with measurements.
   *
   * @return the experiments that have new errors
   * @throws RefusedException if they are not as {@link UnseenErrors} writes them
   */
  static List<String> save(Connection connection, List<MeasurementTaken> events)
      throws SQLException {
    List<Row> rows = new ArrayList<>();
    for (MeasurementTaken event : events) {
      errors(event).ifPresent(errors -> rows.add(new Row(event.checkpoint(), errors)));
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    return new ArrayColumns<>(rows)
        .text(Row::checkpoint)
        .text(row -> row.errors().unseenSet())
        .integer(row -> row.errors().points())
        .text(row -> HexFormat.of().formatHex(row.errors().misclassified().toByteArray()))
        .returning(
            connection,
            """
            with written as (
              insert into unseen_errors (checkpoint, unseen_set, points, misclassified)
              select checkpoint, unseen_set, points, decode(misclassified, 'hex')
              from unnest(?::text[], ?::text[], ?::int4[], ?::text[])
                as e (checkpoint, unseen_set, points, misclassified)
              on conflict (checkpoint) do update set
                (unseen_set, points, misclassified) =
                (excluded.unseen_set, excluded.points, excluded.misclassified)
              where
                (unseen_errors.unseen_set, unseen_errors.points, unseen_errors.misclassified)
                is distinct from (excluded.unseen_set, excluded.points, excluded.misclassified)
              returning checkpoint)
            select distinct runs.experiment from written
              join checkpoints on checkpoints.id = written.checkpoint
              join runs on runs.id = checkpoints.run
            """);
  }

  private static Optional<UnseenErrors> errors(MeasurementTaken event) {
    if (!event.measure().equals(EnsembleAgreement.NAME)) {
      return Optional.empty();
    }
    try {
      return UnseenErrors.find(event.details());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(event.key() + ": " + e.getMessage());
    }
  }

  /** The details to keep with the measurement: all but the set itself. */
  static Map<String, Object> remainder(MeasurementTaken event) {
    Map<String, Object> details = new HashMap<>(event.details());
    if (event.measure().equals(EnsembleAgreement.NAME)) {
      details.remove(UnseenErrors.BITS);
    }
    return details;
  }

  /** The errors in the present row. */
  static UnseenErrors errors(ResultSet row) throws SQLException {
    return new UnseenErrors(
        row.getString("unseen_set"),
        row.getInt("points"),
        BitSet.valueOf(row.getBytes("misclassified")));
  }
}
