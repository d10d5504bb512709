package io.lowland.analysis.store;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/**
 * Refuses to start on a schema that a newer version has taken something away from, as after a
 * rollback to this version.
 *
 * <p>Migrations add, and this version does without what a newer one has added. One that removes or
 * narrows something that a former version uses is called {@code V9__contract_…}, which Flyway keeps
 * in the database: by that, former versions recognise what they cannot work with.
 */
@ApplicationScoped
class SchemaAtStart {
  private static final String CONTRACTION = "contract ";

  private final Flyway flyway;

  SchemaAtStart(Flyway flyway) {
    this.flyway = flyway;
  }

  /** After this version's own migrations, and before anything is read or written. */
  void settle(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent start) {
    check();
  }

  /**
   * Looks what newer versions did.
   *
   * @throws ConfigurationException if that takes something away that this version needs
   */
  void check() {
    String contractions =
        Arrays.stream(flyway.info().applied())
            .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
            .filter(migration -> migration.getDescription().startsWith(CONTRACTION))
            .map(SchemaAtStart::name)
            .collect(Collectors.joining(", "));
    if (!contractions.isEmpty()) {
      throw new ConfigurationException(
          ("a newer version has migrated the database (%s) to a schema that this version cannot"
                  + " work with: start that version again or a newer one, or restore the backup"
                  + " from before the upgrade; see Upgrades in docs/operations.md")
              .formatted(contractions));
    }
  }

  private static String name(MigrationInfo migration) {
    return "V%s, %s".formatted(migration.getVersion(), migration.getDescription());
  }
}
