package io.lowland.analysis.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lowland.analysis.AnalysisConfiguration;
import io.lowland.analysis.domain.Correlation;
import io.lowland.analysis.domain.ExperimentDetails;
import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.ExperimentSummary;
import io.lowland.analysis.domain.MeasurementDetails;
import io.lowland.analysis.domain.Page;
import io.lowland.analysis.domain.RunDetails;
import io.lowland.analysis.domain.RunPoint;
import io.lowland.analysis.domain.RunPoints;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.analysis.store.MeasurementCatalogue;
import io.lowland.analysis.store.MeasurementCatalogue.Selection;
import io.lowland.analysis.store.RecentPoints;
import io.lowland.analysis.store.ResultCatalogue;
import io.lowland.analysis.store.UnknownExperimentException;
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

/** Results to read. Lists come in pages: {@code page} from 0, {@code size} items each. */
@Path("/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Results", description = "What was asked for, what has arrived, what it says.")
public class ExperimentEndpoint {
  private static final String PAGE = "page of the list, counted from 0";
  private static final String SIZE = "items per page; the header X-Total-Count has their number";

  /** The correlations of an experiment, and the rows that they are made from. */
  public record Correlations(
      String experiment, List<CorrelationBody> correlations, @JsonIgnore List<Correlation> rows)
      implements Table {
    @Override
    public List<List<?>> table() {
      return Csv.lines(Correlation.class, rows);
    }
  }

  /** What each run contributes to plots. */
  public record Points(String experiment, List<String> measures, List<RunPoint> items)
      implements Table {
    /** A line per run, a column per measure. */
    @Override
    public List<List<?>> table() {
      List<List<?>> lines = new ArrayList<>();
      List<Object> header = new ArrayList<>(List.of("run", "regime", "seed", "epochs"));
      header.addAll(measures);
      lines.add(header);
      for (RunPoint run : items) {
        List<Object> line =
            new ArrayList<>(List.of(run.run(), run.regime(), run.seed(), run.epochs()));
        measures.forEach(measure -> line.add(run.value(measure)));
        lines.add(line);
      }
      return lines;
    }
  }

  private final ExperimentCatalogue experiments;
  private final ResultCatalogue results;
  private final MeasurementCatalogue measurements;
  private final RecentPoints recent;
  private final int largestPage;

  ExperimentEndpoint(
      ExperimentCatalogue experiments,
      ResultCatalogue results,
      MeasurementCatalogue measurements,
      RecentPoints recent,
      AnalysisConfiguration configuration) {
    this.experiments = experiments;
    this.results = results;
    this.measurements = measurements;
    this.recent = recent;
    largestPage = configuration.largestPage();
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
  @Operation(summary = "Experiments and how far they are, those heard of last first")
  public Page<ExperimentSummary> list(
      @Parameter(description = PAGE, example = "0") @RestQuery Optional<String> page,
      @Parameter(description = SIZE, example = "20") @RestQuery Optional<String> size) {
    return experiments.list(Query.page(page, size, largestPage));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One experiment with its regimes and measures")
  public ExperimentDetails experiment(
      @Parameter(example = "mnist-pair-proxy-1f3a") @RestPath String id) {
    return experiments.find(id).orElseThrow(() -> new UnknownExperimentException(id));
  }

  @GET
  @Path("/{id}/runs")
  @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
  @Operation(summary = "Runs by regime and seed")
  public Page<RunDetails> runs(
      @RestPath String id,
      @Parameter(description = PAGE, example = "0") @RestQuery Optional<String> page,
      @Parameter(description = SIZE, example = "100") @RestQuery Optional<String> size) {
    var part = Query.page(page, size, largestPage);
    experiments.requireKnown(id);
    return results.runs(id, part);
  }

  @GET
  @Path("/{id}/measurements")
  @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
  @Operation(
      summary = "Measurements by regime, seed and measure",
      description = "Of trained networks, unless another kind of checkpoint is asked for.")
  public Page<MeasurementDetails> measurements(
      @RestPath String id,
      @Parameter(description = "only this measure", example = "pair_proxy") @RestQuery
          Optional<String> measure,
      @Parameter(description = "only runs of this regime", example = "small") @RestQuery
          Optional<String> regime,
      @Parameter(description = "only this run", example = "mnist-pair-proxy-1f3a.default.0")
          @RestQuery
          Optional<String> run,
      @Parameter(description = "true adds the evidence, which may be large", example = "true")
          @RestQuery
          Optional<String> details,
      @Parameter(
              description =
                  "of which networks: final (by default), along_training, reparameterised or all",
              example = "final")
          @RestQuery
          Optional<String> kind,
      @Parameter(description = PAGE, example = "0") @RestQuery Optional<String> page,
      @Parameter(description = SIZE, example = "1000") @RestQuery Optional<String> size) {
    var part = Query.page(page, size, largestPage);
    var selection =
        new Selection(measure, regime, run, Query.kind(kind), Query.flag("details", details));
    experiments.requireKnown(id);
    Query.requireRegime(regime, id, experiments);
    return measurements.page(id, selection, part);
  }

  @GET
  @Path("/{id}/points")
  @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
  @Operation(
      summary = "One point per run: test accuracy and the values of measures",
      description = "As CSV, a line per run and a column per measure.")
  public Points points(
      @RestPath String id,
      @Parameter(description = "only this measure", example = "pair_proxy") @RestQuery
          Optional<String> measure,
      @Parameter(description = "only runs of this regime", example = "small") @RestQuery
          Optional<String> regime) {
    experiments.requireKnown(id);
    Query.requireRegime(regime, id, experiments);
    RunPoints points = recent.points(id).of(regime);
    List<String> names = points.measures().stream().map(MeasureFacts::name).toList();
    if (measure.isEmpty()) {
      return new Points(id, names, points.runs());
    }
    if (!names.contains(measure.get())) {
      throw new BadQueryException("measure", measure.get(), "one of " + String.join(", ", names));
    }
    return new Points(
        id,
        List.of(measure.get()),
        points.runs().stream().map(run -> run.only(measure.get())).toList());
  }

  @GET
  @Path("/{id}/correlations")
  @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
  @Operation(
      summary = "Correlations with test accuracy: all runs first, then regime by regime",
      description =
          "Measures of generalisation itself are marked as outcomes: they are there for comparison"
              + " and predict nothing.")
  public Correlations correlations(@RestPath String id) {
    experiments.requireKnown(id);
    List<Correlation> rows = results.correlations(id);
    return new Correlations(id, rows.stream().map(CorrelationBody::of).toList(), rows);
  }
}
