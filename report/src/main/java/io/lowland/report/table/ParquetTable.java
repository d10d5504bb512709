package io.lowland.report.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * A flat table as an Apache Parquet file of one row group. Values are encoded and structures
 * serialised by the format's own Java library; only its file writer is not used, because it cannot
 * be loaded without Hadoop.
 */
final class ParquetTable<T> {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 1;
  private static final String WRITER = "Lowland, with parquet-java";

  private final String name;
  private final List<ParquetColumn<T>> columns;

  /** A table called {@code name} with these columns. */
  ParquetTable(String name, List<ParquetColumn<T>> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
  }

  /** The file that holds {@code rows}; the same rows give the same bytes. */
  byte[] write(List<T> rows) {
    try {
      return file(chunks(rows), rows.size());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written to", e);
    }
  }

  private Map<String, ParquetChunk> chunks(List<T> rows) {
    Map<String, ParquetChunk> chunks = new LinkedHashMap<>();
    columns.forEach(column -> chunks.put(column.name(), new ParquetChunk()));
    MessageType schema = new MessageType(name, columns.stream().map(ParquetColumn::type).toList());
    ParquetProperties properties =
        ParquetProperties.builder().withWriterVersion(WriterVersion.PARQUET_1_0).build();
    try (ColumnWriteStore store =
        properties.newColumnWriteStore(schema, descriptor -> chunks.get(descriptor.getPath()[0]))) {
      RecordConsumer consumer = new ColumnIOFactory().getColumnIO(schema).getRecordWriter(store);
      rows.forEach(row -> write(consumer, row));
      consumer.flush();
      store.flush();
    }
    return chunks;
  }

  private void write(RecordConsumer consumer, T row) {
    consumer.startMessage();
    for (int i = 0; i < columns.size(); i++) {
      ParquetColumn<T> column = columns.get(i);
      if (column.value().apply(row).isPresent()) {
        consumer.startField(column.name(), i);
        column.write(consumer, row);
        consumer.endField(column.name(), i);
      }
    }
    consumer.endMessage();
  }

  private byte[] file(Map<String, ParquetChunk> chunks, int rows) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    List<ColumnChunk> written = new ArrayList<>();
    for (ParquetColumn<T> column : columns) {
      written.add(chunks.get(column.name()).writeTo(file, column.name(), type(column)));
    }
    List<RowGroup> groups = new ArrayList<>();
    if (rows > 0) {
      groups.add(new RowGroup(written, file.size() - MAGIC.length, rows));
    }
    FileMetaData footer = new FileMetaData(FORMAT_VERSION, schema(), rows, groups);
    footer.setCreated_by(WRITER);
    int start = file.size();
    Util.writeFileMetaData(footer, file);
    int length = file.size() - start;
    file.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
    file.writeBytes(MAGIC);
    return file.toByteArray();
  }

  private List<SchemaElement> schema() {
    List<SchemaElement> schema = new ArrayList<>();
    SchemaElement root = new SchemaElement(name);
    root.setNum_children(columns.size());
    schema.add(root);
    for (ParquetColumn<T> column : columns) {
      SchemaElement element = new SchemaElement(column.name());
      element.setType(type(column));
      element.setRepetition_type(FieldRepetitionType.OPTIONAL);
      if (column.kind() == ParquetColumn.Kind.TEXT) {
        element.setConverted_type(ConvertedType.UTF8);
        element.setLogicalType(LogicalType.STRING(new StringType()));
      }
      schema.add(element);
    }
    return schema;
  }

  private static Type type(ParquetColumn<?> column) {
    return switch (column.kind()) {
      case TEXT -> Type.BYTE_ARRAY;
      case WHOLE -> Type.INT64;
      case REAL -> Type.DOUBLE;
      case TRUTH -> Type.BOOLEAN;
    };
  }
}
