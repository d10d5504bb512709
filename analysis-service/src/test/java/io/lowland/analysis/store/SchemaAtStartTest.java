package io.lowland.analysis.store;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.analysis.Laboratory;
import io.lowland.analysis.NewerVersion;
import io.lowland.analysis.ServiceScene;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.junit.jupiter.api.Test;

/** A rollback: this version starts on a database that a newer one has migrated. */
@QuarkusTest
@TestProfile(NewerVersion.class)
class SchemaAtStartTest extends ServiceScene {
  @Inject Flyway flyway;
  @Inject DataSource database;
  @Inject SchemaAtStart schema;

  @Test
  void serviceWorksOnASchemaThatANewerVersionAddedTo() {
    assertThat(Arrays.stream(flyway.info().applied()))
        .filteredOn(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
        .extracting(MigrationInfo::getDescription)
        .contains("colours");
    assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
    wire.send(new Laboratory("rolled-back").story());
    awaitFinal("rolled-back");
  }

  @Test
  void serviceRefusesASchemaThatANewerVersionTookSomethingAwayFrom() {
    schema.check();
    NewerVersion.contract(database);
    assertThatThrownBy(schema::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("V1001, contract colours", "restore the backup")
        .hasMessageNotContaining("V1000");
  }
}
