package io.lowland.analysis.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.ReparameterisedValue;
import io.lowland.analysis.domain.TrajectoryPoint;
import io.lowland.analysis.store.CheckpointCatalogue;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.analysis.store.UnknownExperimentException;
import io.lowland.measure.ValueChange;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What was measured of networks along their training, and of reparameterised ones. */
@Path("/experiments/{id}")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
@RunOnVirtualThread
@Tag(name = "Results", description = "What was asked for, what has arrived, what it says.")
public class CheckpointsEndpoint {

  /**
   * Measures over epochs.
   *
   * @param measures that were taken along training
   * @param columns of the table of CSV
   */
  public record Trajectories(
      String experiment,
      List<String> measures,
      List<TrajectoryPoint> items,
      @JsonIgnore List<String> columns)
      implements Table {
    /** A line per network on the way, a column per measure. */
    @Override
    public List<List<?>> table() {
      List<List<?>> lines = new ArrayList<>();
      List<Object> header = new ArrayList<>(List.of("run", "regime", "seed", "epoch", "kind"));
      header.addAll(columns);
      lines.add(header);
      for (TrajectoryPoint point : items) {
        List<Object> line =
            new ArrayList<>(
                List.of(point.run(), point.regime(), point.seed(), point.epoch(), point.kind()));
        columns.forEach(measure -> line.add(Optional.ofNullable(point.values().get(measure))));
        lines.add(line);
      }
      return lines;
    }
  }

  /**
   * Measures of reparameterised networks.
   *
   * @param tolerance the largest relative difference of values that are called equal
   */
  public record Reparameterised(
      String experiment, double tolerance, List<ReparameterisedValue> items) implements Table {
    @Override
    public List<List<?>> table() {
      return Csv.lines(ReparameterisedValue.class, items);
    }
  }

  private final ExperimentCatalogue experiments;
  private final CheckpointCatalogue checkpoints;

  CheckpointsEndpoint(ExperimentCatalogue experiments, CheckpointCatalogue checkpoints) {
    this.experiments = experiments;
    this.checkpoints = checkpoints;
  }

  @GET
  @Path("/trajectories")
  @Operation(
      summary = "Measures along training: one item per network on the way",
      description =
          "Of the runs that have checkpoints along training, by regime, seed and epoch; each ends"
              + " with its final checkpoint. As CSV, a line per network and a column per measure.")
  public Trajectories trajectories(
      @RestPath String id,
      @Parameter(description = "only this measure", example = "hessian_trace") @RestQuery
          Optional<String> measure,
      @Parameter(description = "only runs of this regime", example = "small") @RestQuery
          Optional<String> regime) {
    requireMeasure(id, measure);
    Query.requireRegime(regime, id, experiments);
    List<String> followed = checkpoints.followedMeasures(id);
    return new Trajectories(
        id,
        followed,
        checkpoints.trajectories(id, measure, regime),
        measure.map(List::of).orElse(followed));
  }

  @GET
  @Path("/reparameterisations")
  @Operation(
      summary = "Measures of reparameterised networks beside those of the networks themselves",
      description =
          "The function is the same, so invariant measures should be equal; equal means a relative"
              + " difference of at most the tolerance given.")
  public Reparameterised reparameterisations(
      @RestPath String id,
      @Parameter(description = "only this measure", example = "hessian_trace") @RestQuery
          Optional<String> measure,
      @Parameter(description = "only runs of this regime", example = "small") @RestQuery
          Optional<String> regime) {
    requireMeasure(id, measure);
    Query.requireRegime(regime, id, experiments);
    return new Reparameterised(
        id, ValueChange.TOLERANCE, checkpoints.reparameterisations(id, measure, regime));
  }

  private void requireMeasure(String experiment, Optional<String> measure) {
    List<String> names =
        experiments
            .find(experiment)
            .orElseThrow(() -> new UnknownExperimentException(experiment))
            .measures()
            .stream()
            .map(MeasureFacts::name)
            .toList();
    if (measure.isPresent() && !names.contains(measure.get())) {
      throw new BadQueryException("measure", measure.get(), "one of " + String.join(", ", names));
    }
  }
}
