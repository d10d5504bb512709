package io.lowland.report.table;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * The pages of one column in memory: the dictionary, if there is one, and the data, each behind its
 * header as the format demands (Apache Parquet format, "Data Pages").
 */
final class ParquetChunk implements PageWriter {
  private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final SortedSet<org.apache.parquet.format.Encoding> encodings = new TreeSet<>();
  private long values;

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> statistics,
      Encoding repetition,
      Encoding definition,
      Encoding content)
      throws IOException {
    int size = Math.toIntExact(bytes.size());
    PageHeader header = new PageHeader(PageType.DATA_PAGE, size, size);
    header.setData_page_header(
        new DataPageHeader(valueCount, used(content), used(definition), used(repetition)));
    Util.writePageHeader(header, data);
    bytes.writeAllTo(data);
    values += valueCount;
  }

  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      Statistics<?> statistics,
      Encoding repetition,
      Encoding definition,
      Encoding content)
      throws IOException {
    writePage(bytes, valueCount, valueCount, statistics, repetition, definition, content);
  }

  /** Sizes and places on a map are left out, as all statistics are: readers do without. */
  @Override
  public void writePage(
      BytesInput bytes,
      int valueCount,
      int rowCount,
      Statistics<?> statistics,
      SizeStatistics sizes,
      GeospatialStatistics places,
      Encoding repetition,
      Encoding definition,
      Encoding content)
      throws IOException {
    writePage(bytes, valueCount, rowCount, statistics, repetition, definition, content);
  }

  @Override
  public void writePageV2(
      int rowCount,
      int nullCount,
      int valueCount,
      BytesInput repetition,
      BytesInput definition,
      Encoding content,
      BytesInput bytes,
      Statistics<?> statistics) {
    throw new UnsupportedOperationException("pages of version 2; expected version 1");
  }

  @Override
  public void writeDictionaryPage(DictionaryPage page) throws IOException {
    int size = Math.toIntExact(page.getBytes().size());
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, size, size);
    header.setDictionary_page_header(
        new DictionaryPageHeader(page.getDictionarySize(), used(page.getEncoding())));
    Util.writePageHeader(header, dictionary);
    page.getBytes().writeAllTo(dictionary);
  }

  private org.apache.parquet.format.Encoding used(Encoding encoding) {
    org.apache.parquet.format.Encoding same =
        org.apache.parquet.format.Encoding.valueOf(encoding.name());
    encodings.add(same);
    return same;
  }

  /** Appends the pages to {@code file} and says where they are. */
  ColumnChunk writeTo(ByteArrayOutputStream file, String name, Type type) {
    long start = file.size();
    file.writeBytes(dictionary.toByteArray());
    long dataStart = file.size();
    file.writeBytes(data.toByteArray());
    long size = file.size() - start;
    ColumnMetaData metadata =
        new ColumnMetaData(
            type,
            List.copyOf(encodings),
            List.of(name),
            CompressionCodec.UNCOMPRESSED,
            values,
            size,
            size,
            dataStart);
    if (dictionary.size() > 0) {
      metadata.setDictionary_page_offset(start);
    }
    ColumnChunk chunk = new ColumnChunk(start);
    chunk.setMeta_data(metadata);
    return chunk;
  }

  @Override
  public long getMemSize() {
    return (long) dictionary.size() + data.size();
  }

  @Override
  public long allocatedSize() {
    return getMemSize();
  }

  @Override
  public String memUsageString(String prefix) {
    return prefix + getMemSize();
  }
}
