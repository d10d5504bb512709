package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.ExperimentResults.MeasureFacts;
import io.lowland.analysis.domain.PartialCorrelation;
import io.lowland.analysis.domain.RegimePairs;
import io.lowland.analysis.domain.RunPoint;
import io.lowland.analysis.domain.RunPoints;
import io.lowland.analysis.domain.SelectionCurve;
import io.lowland.analysis.domain.StrengthDifference;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.analysis.store.RecentAnswers;
import io.lowland.analysis.store.RecentPoints;
import io.lowland.contracts.RegimeComparison;
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

/** Statistics that are computed when asked for, from what has arrived so far. */
@Path("/experiments/{id}")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
@RunOnVirtualThread
@Tag(name = "Statistics", description = "Computed from what has arrived so far.")
public class StatisticsEndpoint {
  private static final int LARGEST_DRAW = 50;

  /** Correlations given covariates. */
  public record PartialCorrelations(
      String experiment, String regime, List<String> given, List<PartialCorrelation> items)
      implements Table {
    @Override
    public List<List<?>> table() {
      return Csv.lines(PartialCorrelation.class, items);
    }
  }

  /** One measure against the others. */
  public record StrengthDifferences(
      String experiment, String regime, String reference, List<StrengthDifference> items)
      implements Table {
    @Override
    public List<List<?>> table() {
      return Csv.lines(StrengthDifference.class, items);
    }
  }

  /** Measures in pairs of regimes. */
  public record RegimeComparisons(String experiment, List<RegimeComparison> items)
      implements Table {
    @Override
    public List<List<?>> table() {
      return Csv.lines(RegimeComparison.class, items);
    }
  }

  /** Curves of all measures. */
  public record SelectionCurves(String experiment, String regime, List<SelectionCurve> items)
      implements Table {
    /** A line per measure and k. */
    @Override
    public List<List<?>> table() {
      List<List<?>> lines = new ArrayList<>();
      lines.add(
          List.of("measure", "preference", "n", "k", "expected_accuracy", "reversed_accuracy"));
      for (SelectionCurve curve : items) {
        for (int k = 1; k <= curve.expectedAccuracy().size(); k++) {
          lines.add(
              List.of(
                  curve.measure(),
                  curve.preference(),
                  curve.n(),
                  k,
                  curve.expectedAccuracy().get(k - 1),
                  curve.reversedAccuracy().get(k - 1)));
        }
      }
      return lines;
    }
  }

  private final ExperimentCatalogue experiments;
  private final RecentPoints recent;
  private final RecentAnswers answers;

  StatisticsEndpoint(ExperimentCatalogue experiments, RecentPoints recent, RecentAnswers answers) {
    this.experiments = experiments;
    this.recent = recent;
    this.answers = answers;
  }

  @GET
  @Path("/partial-correlations")
  @Operation(
      summary = "Spearman's ρ with test accuracy, given covariates",
      description = "What is left of each correlation when the covariates are held fixed.")
  public PartialCorrelations partialCorrelations(
      @Parameter(example = "mnist-pair-proxy-1f3a") @RestPath String id,
      @Parameter(
              description = "epochs, or names of measures, separated by commas",
              example = "epochs,train_loss")
          @RestQuery
          Optional<String> given,
      @Parameter(description = "only runs of this regime", example = "small") @RestQuery
          Optional<String> regime) {
    List<String> covariates = List.of(given.orElse(RunPoint.EPOCHS).split(",", -1));
    return answers.answer(
        PartialCorrelations.class,
        List.of(covariates, regime),
        List.of(id),
        () -> {
          RunPoints points = points(id, regime);
          covariates.forEach(name -> requireCovariate(name, points, given.orElse("")));
          return new PartialCorrelations(
              id, regime.orElse("all"), covariates, PartialCorrelation.of(points, covariates));
        });
  }

  private static void requireCovariate(String name, RunPoints points, String text) {
    boolean known =
        name.equals(RunPoint.EPOCHS)
            || points.measures().stream().map(MeasureFacts::name).anyMatch(name::equals);
    if (!known) {
      throw new BadQueryException(
          "given", text, "epochs or measures of the experiment, separated by commas");
    }
  }

  @GET
  @Path("/strength-differences")
  @Operation(
      summary = "Is one measure a better predictor than the others?",
      description =
          "|ρ| of the reference minus |ρ| of each other measure, with a paired 95 % bootstrap"
              + " interval; above 0, the reference is better.")
  public StrengthDifferences strengthDifferences(
      @RestPath String id,
      @Parameter(description = "a measure of the experiment", example = "pair_proxy") @RestQuery
          Optional<String> reference,
      @Parameter(description = "only runs of this regime") @RestQuery Optional<String> regime) {
    String measure = reference.orElse("");
    return answers.answer(
        StrengthDifferences.class,
        List.of(measure, regime),
        List.of(id),
        () -> {
          RunPoints points = points(id, regime);
          List<String> names = points.measures().stream().map(MeasureFacts::name).toList();
          if (!names.contains(measure)) {
            throw new BadQueryException("reference", measure, "one of " + String.join(", ", names));
          }
          return new StrengthDifferences(
              id, regime.orElse("all"), measure, StrengthDifference.of(points, measure));
        });
  }

  @GET
  @Path("/regime-comparisons")
  @Operation(
      summary = "Do measures differ between regimes?",
      description = "Means, their difference with a 95 % interval, and Welch's t-test, by pair.")
  public RegimeComparisons regimeComparisons(@RestPath String id) {
    return answers.answer(
        RegimeComparisons.class,
        "all",
        List.of(id),
        () -> new RegimeComparisons(id, RegimePairs.compare(points(id, Optional.empty()))));
  }

  @GET
  @Path("/model-selection")
  @Operation(
      summary = "How good are measures at choosing among networks?",
      description =
          "Expected test accuracy when the best of k networks drawn at random is picked by each"
              + " measure; exact, not simulated. Which values a measure prefers follows from its"
              + " theory, not from these data: weakness and margins promise by large values,"
              + " sharpness, the other measures of simplicity and ensemble agreement by small ones."
              + " The curve of the opposite preference stands beside it.")
  public SelectionCurves modelSelection(
      @RestPath String id,
      @Parameter(description = "only runs of this regime") @RestQuery Optional<String> regime,
      @Parameter(description = "the largest k", example = "50") @RestQuery Optional<String> k) {
    int largest = Query.number("k", k, 1, 1_000).orElse(LARGEST_DRAW);
    return answers.answer(
        SelectionCurves.class,
        List.of(largest, regime),
        List.of(id),
        () ->
            new SelectionCurves(
                id, regime.orElse("all"), SelectionCurve.of(points(id, regime), largest)));
  }

  private RunPoints points(String experiment, Optional<String> regime) {
    experiments.requireKnown(experiment);
    Query.requireRegime(regime, experiment, experiments);
    return recent.points(experiment).of(regime);
  }
}
