package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.Page;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes the lists of the API as tables for those who accept {@code text/csv}. */
@Provider
@Produces(Csv.MEDIA_TYPE)
public class CsvWriter implements MessageBodyWriter<Object> {
  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType as) {
    return type == Page.class || Table.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Object body,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType as,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    headers.putSingle("Content-Type", Csv.MEDIA_TYPE + ";charset=UTF-8;header=present");
    out.write(text(body, generic).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Object body, Type generic) {
    return Csv.of(
        switch (body) {
          case Page<?> page -> Csv.lines(itemType(generic), page.items());
          case Table table -> table.table();
          default -> throw new IllegalArgumentException("no table: " + body.getClass());
        });
  }

  private static Class<?> itemType(Type page) {
    return (Class<?>) ((ParameterizedType) page).getActualTypeArguments()[0];
  }
}
