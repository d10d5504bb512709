package io.lowland.analysis.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs work on one connection in one transaction, and says what kind of failure one was. */
@ApplicationScoped
class Transactions {

  /** Work on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** SQLSTATE classes "data exception" and "integrity constraint violation". */
  private static final String DATA_EXCEPTION = "22";

  private static final String CONSTRAINT_VIOLATION = "23";

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
    return state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT_VIOLATION)
        ? new RefusedException(e)
        : new DatabaseUnavailableException(e);
  }
}
