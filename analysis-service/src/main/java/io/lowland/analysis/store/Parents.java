package io.lowland.analysis.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Rows that others refer to, and the count of news. */
final class Parents {
  private Parents() {}

  /** Makes sure that the experiments exist, with nothing but their ids if need be. */
  static void ensureExperiments(Connection connection, Collection<String> ids) throws SQLException {
    ArrayColumns<String> rows = new ArrayColumns<>(List.copyOf(new TreeSet<>(ids))).text(id -> id);
    rows.execute(
        connection, "insert into experiments (id) select unnest(?::text[]) on conflict do nothing");
    rows.execute(
        connection,
        "insert into analyses (experiment) select unnest(?::text[]) on conflict do nothing");
  }

  /** Says that the experiments have news; nothing for none. */
  static Void markChanged(Connection connection, Collection<String> experiments)
      throws SQLException {
    if (experiments.isEmpty()) {
      return null;
    }
    // Locked in order, so that two batches never wait for each other.
    String sql =
        """
        update analyses set changed = changed + 1 where experiment in (
          select experiment from analyses where experiment = any(?)
          order by experiment for update)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", new TreeSet<>(experiments).toArray()));
      statement.executeUpdate();
    }
    return null;
  }
}
