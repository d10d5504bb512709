package io.lowland.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import io.lowland.report.Samples;
import io.lowland.report.table.ParquetColumn.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads what was written with a reader that shares nothing with the library that wrote it. */
class MeasurementsParquetTest {
  private record Row(String run, long seed, String measure, double value, boolean invariant) {}

  @Test
  void independentReaderFindsEveryMeasurement() throws Exception {
    List<Row> rows = new ArrayList<>();
    byte[] file = MeasurementsParquet.of(Samples.pairProxy());
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
        RowReader row = reader.rowReader()) {
      assertThat(reader.getFileMetaData().numRows()).isEqualTo(27);
      while (row.hasNext()) {
        row.next();
        assertThat(row.getString("experiment")).isEqualTo("sample-0123456789ab");
        assertThat(row.isNull("standard_error")).isTrue();
        assertThat(row.isNull("reason")).isTrue();
        assertThat(row.isNull("undecided"))
            .isEqualTo(!row.getString("measure").equals("pair_proxy"));
        rows.add(
            new Row(
                row.getString("run"),
                row.getLong("seed"),
                row.getString("measure"),
                row.getDouble("value"),
                row.getBoolean("invariant")));
      }
    }

    assertThat(rows)
        .hasSize(27)
        .contains(
            new Row("sample.default.0", 0, "hessian_trace", 40.5, false),
            new Row("sample.default.8", 8, "pair_proxy", 944, true),
            new Row("sample.default.8", 8, "test_accuracy", 0.758, true));
  }

  @Test
  void tableWithoutRowsIsAFileAllTheSame() throws Exception {
    byte[] file =
        new ParquetTable<String>(
                "empty", List.of(new ParquetColumn<>("text", Kind.TEXT, Optional::of)))
            .write(List.of());

    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
      assertThat(reader.getFileMetaData().numRows()).isZero();
    }
  }

  @Test
  void manyRowsWithDictionariesAndWithoutReadBack() throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < 50_000; i++) {
      numbers.add(i);
    }
    byte[] file =
        new ParquetTable<Long>(
                "many",
                List.of(
                    new ParquetColumn<>("number", Kind.WHOLE, Optional::of),
                    new ParquetColumn<>(
                        "root",
                        Kind.REAL,
                        n -> n % 3 == 0 ? Optional.empty() : Optional.of(Math.sqrt(n))),
                    new ParquetColumn<>(
                        "parity", Kind.TEXT, n -> Optional.of(n % 2 == 0 ? "even" : "odd"))))
            .write(numbers);

    long expected = 0;
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
        RowReader row = reader.rowReader()) {
      while (row.hasNext()) {
        row.next();
        assertThat(row.getLong("number")).isEqualTo(expected);
        assertThat(row.isNull("root")).isEqualTo(expected % 3 == 0);
        if (expected % 3 != 0) {
          assertThat(row.getDouble("root")).isEqualTo(Math.sqrt(expected));
        }
        assertThat(row.getString("parity")).isEqualTo(expected % 2 == 0 ? "even" : "odd");
        expected++;
      }
    }
    assertThat(expected).isEqualTo(50_000);
  }
}
