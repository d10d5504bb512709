package io.lowland.report.table;

import java.util.Optional;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A column of a Parquet table of {@code T}.
 *
 * @param name of the column
 * @param kind of its values
 * @param value of a row; {@link String}, {@link Long}, {@link Double} or {@link Boolean} as {@code
 *     kind} says
 */
record ParquetColumn<T>(String name, Kind kind, Function<T, Optional<?>> value) {

  /** What a column holds. */
  enum Kind {
    TEXT(PrimitiveTypeName.BINARY),
    WHOLE(PrimitiveTypeName.INT64),
    REAL(PrimitiveTypeName.DOUBLE),
    TRUTH(PrimitiveTypeName.BOOLEAN);

    private final PrimitiveTypeName type;

    Kind(PrimitiveTypeName type) {
      this.type = type;
    }

    PrimitiveTypeName type() {
      return type;
    }
  }

  /** Its place in the schema; every column may have absent values. */
  Type type() {
    return kind == Kind.TEXT
        ? Types.optional(kind.type()).as(LogicalTypeAnnotation.stringType()).named(name)
        : Types.optional(kind.type()).named(name);
  }

  /** Tells {@code consumer} the value of {@code row}. */
  void write(RecordConsumer consumer, T row) {
    Object present = value.apply(row).orElseThrow();
    switch (kind) {
      case TEXT -> consumer.addBinary(Binary.fromString((String) present));
      case WHOLE -> consumer.addLong((Long) present);
      case REAL -> consumer.addDouble((Double) present);
      case TRUTH -> consumer.addBoolean((Boolean) present);
    }
  }
}
