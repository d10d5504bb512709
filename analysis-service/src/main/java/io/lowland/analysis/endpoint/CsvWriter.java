package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.Correlation;
import io.lowland.analysis.domain.Page;
import io.lowland.analysis.domain.ReparameterisedValue;
import io.lowland.analysis.domain.RunPoint;
import io.lowland.analysis.domain.TrajectoryPoint;
import io.lowland.analysis.endpoint.CheckpointsEndpoint.Reparameterised;
import io.lowland.analysis.endpoint.CheckpointsEndpoint.Trajectories;
import io.lowland.analysis.endpoint.ExperimentEndpoint.Correlations;
import io.lowland.analysis.endpoint.ExperimentEndpoint.Points;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the lists of the API as tables for those who accept {@code text/csv}. */
@Provider
@Produces(Csv.MEDIA_TYPE)
public class CsvWriter implements MessageBodyWriter<Object> {
  private static final Set<Class<?>> TABLES =
      Set.of(
          Page.class, Correlations.class, Points.class, Trajectories.class, Reparameterised.class);

  @Override
  public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType as) {
    return TABLES.contains(type);
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
    return switch (body) {
      case Page<?> page -> Csv.ofRecords(itemType(generic), page.items());
      case Correlations correlations -> Csv.ofRecords(Correlation.class, correlations.rows());
      case Points points -> wide(points);
      case Trajectories trajectories -> wide(trajectories);
      case Reparameterised variants -> Csv.ofRecords(ReparameterisedValue.class, variants.items());
      default -> throw new IllegalArgumentException("no table: " + body.getClass());
    };
  }

  private static Class<?> itemType(Type page) {
    return (Class<?>) ((ParameterizedType) page).getActualTypeArguments()[0];
  }

  /** A line per run, a column per measure. */
  private static String wide(Points points) {
    Csv csv = new Csv();
    List<Object> header = new ArrayList<>(List.of("run", "regime", "seed", "epochs"));
    header.addAll(points.measures());
    csv.line(header);
    for (RunPoint run : points.items()) {
      List<Object> line =
          new ArrayList<>(List.of(run.run(), run.regime(), run.seed(), run.epochs()));
      points.measures().forEach(measure -> line.add(run.value(measure)));
      csv.line(line);
    }
    return csv.toString();
  }

  /** A line per network on the way, a column per measure. */
  private static String wide(Trajectories trajectories) {
    Csv csv = new Csv();
    List<Object> header = new ArrayList<>(List.of("run", "regime", "seed", "epoch", "kind"));
    header.addAll(trajectories.columns());
    csv.line(header);
    for (TrajectoryPoint point : trajectories.items()) {
      List<Object> line =
          new ArrayList<>(
              List.of(point.run(), point.regime(), point.seed(), point.epoch(), point.kind()));
      trajectories
          .columns()
          .forEach(measure -> line.add(Optional.ofNullable(point.values().get(measure))));
      csv.line(line);
    }
    return csv.toString();
  }
}
