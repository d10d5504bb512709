package io.lowland.analysis.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** Runs work on one connection in one transaction, and says what kind of failure one was. */
@ApplicationScoped
class Transactions {

  /** Work on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /**
   * SQLSTATE classes of what the data are to blame for, and waiting does not cure: "cardinality
   * violation" (the same row twice in one upsert), "data exception", "integrity constraint
   * violation" and "program limit exceeded" (an id too long for an index).
   */
  private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "54");

  private static final int CLASS_LENGTH = 2;

  private final DataSource source;

  Transactions(DataSource source) {
    this.source = source;
  }

  /** Commits when {@code work} returns, rolls back when it throws. */
  <T> T write(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw translated(e);
    }
  }

  /** Reads one consistent state. */
  <T> T read(Work<T> work) {
    return write(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
          }
          return work.on(connection);
        });
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private static RuntimeException translated(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return OF_THE_DATA.contains(state.substring(0, Math.min(CLASS_LENGTH, state.length())))
        ? new RefusedException(e)
        : new DatabaseUnavailableException(e);
  }
}
