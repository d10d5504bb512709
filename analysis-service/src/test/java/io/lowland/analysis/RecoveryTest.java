package io.lowland.analysis;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lowland.contracts.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * A service that is killed leaves the database between two transactions. Each such state is made
 * here by hand, and whoever runs next completes it.
 */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RecoveryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject DataSource database;

  @Test
  void whatAKilledServiceLeftUndoneIsDone() throws SQLException {
    String id = "killed";
    try (Wire wire = new Wire()) {
      wire.send(new Laboratory(id).story());
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(provisional(id)).containsOnly(false));
      await().atMost(PATIENCE).until(() -> count("not published") == 0);
      String complete = correlations(id);
      int sent = wire.read(Topics.CORRELATIONS, key -> key.startsWith(id + "/")).size();

      // Killed after measurements were stored, before they were analysed.
      execute("update correlations set n = 1, holm_p = null where experiment = 'killed'");
      execute("update analyses set analysed = changed - 1 where experiment = 'killed'");
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(correlations(id)).isEqualTo(complete));
      await()
          .atMost(PATIENCE)
          .until(
              () -> wire.read(Topics.CORRELATIONS, key -> key.startsWith(id + "/")).size() > sent);

      // Killed after the analysis, before the topic had its results.
      await().atMost(PATIENCE).until(() -> count("not published") == 0);
      int before = wire.read(Topics.CORRELATIONS, key -> key.startsWith(id + "/")).size();
      execute("update correlations set published = false where experiment = 'killed'");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  wire.read(Topics.CORRELATIONS, key -> key.startsWith(id + "/")).size()
                      == before + 9);
    }
  }

  @Test
  void anExperimentThatCannotBeAnalysedKeepsNoOtherFromIt() throws SQLException {
    try (Wire wire = new Wire()) {
      wire.send(new Laboratory("broken").story());
      awaitFinal("broken");
      // As a newer version leaves it that was taken back: its families are not known here.
      execute("update measures set family = 'charm' where experiment = 'broken'");
      execute("update analyses set analysed = changed - 1 where experiment = 'broken'");
      wire.send(new Laboratory("whole").story());
      awaitFinal("whole");
    } finally {
      execute("update measures set family = 'weakness' where experiment = 'broken'");
    }
  }

  private static void awaitFinal(String id) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(provisional(id)).hasSize(Laboratory.CORRELATIONS).containsOnly(false));
  }

  private static List<Boolean> provisional(String id) {
    return get("/experiments/" + id + "/correlations")
        .jsonPath()
        .getList("correlations.provisional");
  }

  private static String correlations(String id) {
    return get("/experiments/" + id + "/correlations").body().asString();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private int count(String condition) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var result =
            statement.executeQuery(
                "select count(*) from correlations where experiment = 'killed' and " + condition)) {
      result.next();
      return result.getInt(1);
    }
  }
}
