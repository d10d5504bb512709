package io.lowland.report.table;

import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.MeasureFacts;
import io.lowland.report.result.Measured;
import io.lowland.report.result.RunResult;
import io.lowland.report.table.ParquetColumn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Every measurement of an experiment as one row of a Parquet file. */
public final class MeasurementsParquet {
  private record Row(RunResult run, String measure, Optional<MeasureFacts> facts, Measured taken) {}

  private MeasurementsParquet() {}

  /** The file; rows by run, then by measure. */
  public static byte[] of(ExperimentResult result) {
    Map<String, MeasureFacts> facts = CsvTables.facts(result);
    List<Row> rows = new ArrayList<>();
    for (RunResult run : result.runs()) {
      run.measurements()
          .forEach(
              (measure, taken) ->
                  rows.add(new Row(run, measure, Optional.ofNullable(facts.get(measure)), taken)));
    }
    return new ParquetTable<>("measurements", columns(result)).write(rows);
  }

  private static List<ParquetColumn<Row>> columns(ExperimentResult result) {
    return List.of(
        column("experiment", Kind.TEXT, row -> Optional.of(result.experiment())),
        column("dataset", Kind.TEXT, row -> Optional.of(result.dataset())),
        column("run", Kind.TEXT, row -> Optional.of(row.run().run())),
        column("regime", Kind.TEXT, row -> Optional.of(row.run().regime())),
        column("seed", Kind.WHOLE, row -> row.run().seed()),
        column("checkpoint", Kind.TEXT, row -> row.run().checkpoint()),
        column("epochs", Kind.WHOLE, row -> row.run().epochs().map(Integer::longValue)),
        column("measure", Kind.TEXT, row -> Optional.of(row.measure())),
        column("family", Kind.TEXT, row -> row.facts().flatMap(MeasureFacts::family)),
        column(
            "invariant",
            Kind.TRUTH,
            row -> row.facts().map(MeasureFacts::reparameterisationInvariant)),
        column("value", Kind.REAL, row -> boxed(row.taken().value())),
        column("standard_error", Kind.REAL, row -> boxed(row.taken().standardError())),
        column("reason", Kind.TEXT, row -> row.taken().reason()),
        column("undecided", Kind.WHOLE, row -> row.taken().undecided().map(Integer::longValue)),
        column("seconds", Kind.REAL, row -> Optional.of(row.taken().seconds())));
  }

  private static ParquetColumn<Row> column(
      String name, Kind kind, Function<Row, Optional<?>> value) {
    return new ParquetColumn<>(name, kind, value);
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
