package io.lowland.analysis.store;

import io.lowland.analysis.domain.MeasurementDetails;
import io.lowland.analysis.domain.Page;
import io.lowland.analysis.domain.PageRequest;
import io.lowland.network.CheckpointKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the measurements of an experiment, a page at a time. How many each checkpoint has is known,
 * so only those of the page's own checkpoints are read: the last page takes no longer than the
 * first.
 */
@ApplicationScoped
public class MeasurementCatalogue {
  private static final String CHECKPOINT_ORDER =
      """
      c.regime collate "C", c.seed nulls last, c.run collate "C",
      c.epochs nulls last, c.hidden_layer nulls first, c.factor, c.id collate "C"
      """;

  private final Transactions transactions;

  MeasurementCatalogue(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Which measurements are wanted.
   *
   * @param measure only this one, if given
   * @param regime only this one, if given
   * @param run only of this one, if given
   * @param kind only of checkpoints of this kind, if given
   * @param withDetails whether with the evidence, which may be large
   */
  public record Selection(
      Optional<String> measure,
      Optional<String> regime,
      Optional<String> run,
      Optional<CheckpointKind> kind,
      boolean withDetails) {}

  /** SQL and its parameters, in their order. */
  private record PreparedSql(StringBuilder sql, List<Object> parameters) {
    PreparedSql(String sql) {
      this(new StringBuilder(sql), new ArrayList<>());
    }

    PreparedSql add(String part, Object... values) {
      sql.append(part);
      parameters.addAll(List.of(values));
      return this;
    }

    PreparedSql addIf(String part, Optional<?> value) {
      return value.map(given -> add(part, given)).orElse(this);
    }

    <T> List<T> list(Connection connection, Queries.Row<T> row) throws SQLException {
      return Queries.list(connection, sql.toString(), row, parameters.toArray());
    }
  }

  /** A measurement, and how many are in the list that it is from. */
  private record Listed(MeasurementDetails measurement, long total) {}

  /** Measurements by regime, seed, run, checkpoint and measure. */
  public Page<MeasurementDetails> page(String experiment, Selection selection, PageRequest page) {
    return transactions.read(
        connection -> {
          List<Listed> rows =
              items(experiment, selection, page)
                  .list(
                      connection,
                      row ->
                          new Listed(
                              measurement(row, selection.withDetails()), row.getLong("total")));
          long total =
              rows.isEmpty()
                  ? total(experiment, selection).list(connection, row -> row.getLong(1)).getFirst()
                  : rows.getFirst().total();
          return new Page<>(
              rows.stream().map(Listed::measurement).toList(), page.page(), page.size(), total);
        });
  }

  private static PreparedSql total(String experiment, Selection selection) {
    return checkpoints("select coalesce(sum(wanted), 0) from (", experiment, selection).add(") c");
  }

  /** The checkpoints that the measurements may be of, and how many of each are wanted. */
  private static PreparedSql checkpoints(String prefix, String experiment, Selection selection) {
    PreparedSql statement = new PreparedSql(prefix).add("select c.*, r.regime, r.seed, ");
    if (selection.measure().isPresent()) {
      statement.add(
          "(select count(*) from measurements m where m.checkpoint = c.id and m.measure = ?)::int",
          selection.measure().get());
    } else {
      statement.add("c.measured");
    }
    return statement
        .add(
            " as wanted from checkpoints c join runs r on r.id = c.run where r.experiment = ?",
            experiment)
        .addIf(" and r.regime = ?", selection.regime())
        .addIf(" and r.id = ?", selection.run())
        .addIf(" and c.kind = ?", selection.kind().map(CheckpointKind::text));
  }

  private static PreparedSql items(String experiment, Selection selection, PageRequest page) {
    long first = page.offset();
    return checkpoints("with all_checkpoints as (", experiment, selection)
        .add(
            """
            ), counted as (
              select c.*, sum(c.wanted) over () as total, sum(c.wanted) over (order by
            """
                + CHECKPOINT_ORDER
                + """
              rows unbounded preceding) as through from all_checkpoints c),
            of_page as (
              select * from counted where through > ? and through - wanted < ? and wanted > 0)
            select m.checkpoint, m.measure, m.value, m.standard_error, m.reason, m.seconds,
                   m.code_version, c.run, c.regime, c.seed, c.epochs, c.kind, c.hidden_layer,
                   c.factor, c.total
            """,
            first,
            first + page.size())
        .add(selection.withDetails() ? ", m.details, c.training " : "")
        .add("from of_page c join measurements m on m.checkpoint = c.id ")
        .addIf("where m.measure = ? ", selection.measure())
        .add("order by " + CHECKPOINT_ORDER)
        .add(
            """
            , m.measure collate "C"
            limit ? offset ? - coalesce((select min(through - wanted) from of_page), 0)
            """,
            page.size(),
            first);
  }

  private static MeasurementDetails measurement(ResultSet row, boolean withDetails)
      throws SQLException {
    return new MeasurementDetails(
        row.getString("run"),
        row.getString("regime"),
        Queries.bigint(row, "seed"),
        row.getString("checkpoint"),
        Queries.integer(row, "epochs"),
        CheckpointKind.parse(row.getString("kind")),
        Queries.integer(row, "hidden_layer"),
        Queries.real(row, "factor"),
        row.getString("measure"),
        Queries.real(row, "value"),
        Queries.real(row, "standard_error"),
        Queries.text(row, "reason"),
        row.getDouble("seconds"),
        row.getString("code_version"),
        withDetails ? Queries.text(row, "details").map(JsonText::parse) : Optional.empty(),
        withDetails ? Queries.text(row, "training").map(JsonText::parse) : Optional.empty());
  }
}
