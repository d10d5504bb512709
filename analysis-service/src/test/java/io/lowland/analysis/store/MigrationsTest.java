package io.lowland.analysis.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations only add, so that the version before works on the schema; or they say in their name
 * that they do not.
 */
class MigrationsTest {
  private static final Path FOLDER = Path.of("src/main/resources/db/migration");

  @Test
  void migrationsAddOrAreCalledContractions() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(FOLDER)) {
      files = found.filter(file -> !file.toString().contains("__contract_")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(6);
    for (Path file : files) {
      assertThat(narrowing(Files.readString(file))).as(file.getFileName().toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop table runs",
        "truncate runs",
        "delete from runs",
        "alter table runs drop column seed",
        "alter table runs rename column seed to start",
        "alter table runs rename to networks",
        "alter table runs alter column regime type integer",
        "alter table runs add column colour text, alter column seed set not null",
        "alter table runs add column colour text not null",
        "alter table runs add constraint seeds_are_counted check (seed >= 0)",
        "create unique index runs_by_seed on runs (seed)"
      })
  void whatTheVersionBeforeCannotWorkWithIsFound(String statement) {
    assertThat(narrowing("create index x on runs (id);\n" + statement + ";\n"))
        .containsExactly(statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id text primary key, n integer not null)",
        "alter table runs add column colour text, add column n numeric(4, 2) not null default 0",
        "alter table runs add column n integer, add constraint counts check (n >= 0)",
        "update runs set n = 1"
      })
  void whatAddsIsNot(String statement) {
    assertThat(narrowing(statement)).isEmpty();
  }

  /** The statements that a service of the version before could stumble over. */
  private static List<String> narrowing(String sql) {
    return Arrays.stream(sql.replaceAll("--[^\n]*", "").split(";", -1))
        .map(statement -> statement.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT))
        .filter(statement -> !statement.isEmpty() && !adds(statement))
        .toList();
  }

  private static boolean adds(String statement) {
    if (!statement.startsWith("alter table ")) {
      return statement.matches("(create table|create index|drop index|update) .*");
    }
    List<String> actions =
        List.of(statement.replaceFirst("alter table \\S+ ", "").split(",(?![^(]*\\))", -1));
    boolean addsColumn = actions.stream().anyMatch(action -> action.contains("add column "));
    return actions.stream().map(String::strip).allMatch(action -> adds(action, addsColumn));
  }

  /** A constraint may come with a column, of which it is then. */
  private static boolean adds(String action, boolean addsColumn) {
    boolean column =
        action.startsWith("add column ")
            && (!action.contains(" not null") || action.contains(" default "));
    return column || (addsColumn && action.startsWith("add constraint "));
  }
}
