package io.lowland.analysis.endpoint;

import io.lowland.analysis.AnalysisConfiguration;
import io.lowland.analysis.domain.ExperimentDetails;
import io.lowland.analysis.domain.ExperimentSummary;
import io.lowland.analysis.domain.MeasurementDetails;
import io.lowland.analysis.domain.Page;
import io.lowland.analysis.domain.RunDetails;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.analysis.store.ResultCatalogue;
import io.lowland.analysis.store.ResultCatalogue.Selection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Results to read. Lists come in pages: {@code page} from 0, {@code size} items each. */
@Path("/experiments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExperimentEndpoint {

  /** The correlations of an experiment. */
  public record Correlations(String experiment, List<CorrelationBody> correlations) {}

  private final ExperimentCatalogue experiments;
  private final ResultCatalogue results;
  private final int largestPage;

  ExperimentEndpoint(
      ExperimentCatalogue experiments,
      ResultCatalogue results,
      AnalysisConfiguration configuration) {
    this.experiments = experiments;
    this.results = results;
    largestPage = configuration.largestPage();
  }

  /** Experiments and how far they are, those heard of last first. */
  @GET
  public Page<ExperimentSummary> list(
      @RestQuery Optional<String> page, @RestQuery Optional<String> size) {
    return experiments.list(Query.page(page, size, largestPage));
  }

  /** One experiment with its regimes and measures. */
  @GET
  @Path("/{id}")
  public ExperimentDetails experiment(@RestPath String id) {
    return experiments.find(id).orElseThrow(() -> new UnknownExperimentException(id));
  }

  /** Runs by regime and seed. */
  @GET
  @Path("/{id}/runs")
  public Page<RunDetails> runs(
      @RestPath String id, @RestQuery Optional<String> page, @RestQuery Optional<String> size) {
    var part = Query.page(page, size, largestPage);
    requireKnown(id);
    return results.runs(id, part);
  }

  /** Measurements by regime, seed and measure; {@code details=true} adds their evidence. */
  @GET
  @Path("/{id}/measurements")
  public Page<MeasurementDetails> measurements(
      @RestPath String id,
      @RestQuery Optional<String> measure,
      @RestQuery Optional<String> regime,
      @RestQuery Optional<String> details,
      @RestQuery Optional<String> page,
      @RestQuery Optional<String> size) {
    var part = Query.page(page, size, largestPage);
    var selection = new Selection(measure, regime, Query.flag("details", details));
    requireKnown(id);
    return results.measurements(id, selection, part);
  }

  /** Correlations with test accuracy: all runs first, then regime by regime. */
  @GET
  @Path("/{id}/correlations")
  public Correlations correlations(@RestPath String id) {
    requireKnown(id);
    return new Correlations(
        id, results.correlations(id).stream().map(CorrelationBody::of).toList());
  }

  private void requireKnown(String experiment) {
    if (!experiments.contains(experiment)) {
      throw new UnknownExperimentException(experiment);
    }
  }
}
