package io.lowland.analysis;

import io.lowland.testing.backends.KafkaAndPostgresqlResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A service that comes after a newer version, which has migrated the database. */
public class NewerVersion implements QuarkusTestProfile {

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Left.class));
  }

  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  /** Has a newer version remove from the database what this one needs. */
  public static void contract(DataSource database) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration", "classpath:db/newer", "classpath:db/contracting")
        .load()
        .migrate();
  }

  /** The broker, and the database as the newer version left it. */
  public static class Left extends KafkaAndPostgresqlResource {
    @Override
    public Map<String, String> start() {
      Map<String, String> settings = super.start();
      Flyway.configure()
          .dataSource(
              settings.get("quarkus.datasource.jdbc.url"),
              settings.get("quarkus.datasource.username"),
              settings.get("quarkus.datasource.password"))
          .locations("classpath:db/migration", "classpath:db/newer")
          .load()
          .migrate();
      return settings;
    }
  }
}
