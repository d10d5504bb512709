package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.AcrossExperiments;
import io.lowland.analysis.domain.AcrossExperiments.Target;
import io.lowland.analysis.domain.Study;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.lowland.analysis.store.RecentAnswers;
import io.lowland.analysis.store.RecentPoints;
import io.lowland.analysis.store.UnknownExperimentException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Statistics over several experiments. */
@Path("/statistics/across")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
@RunOnVirtualThread
@Tag(name = "Statistics")
public class AcrossEndpoint {
  private static final int MOST_EXPERIMENTS = 50;

  private final ExperimentCatalogue experiments;
  private final RecentPoints recent;
  private final RecentAnswers answers;

  AcrossEndpoint(ExperimentCatalogue experiments, RecentPoints recent, RecentAnswers answers) {
    this.experiments = experiments;
    this.recent = recent;
    this.answers = answers;
  }

  /** Measures over the networks of several experiments. */
  public record Across(
      List<String> experiments, List<String> axes, Target target, List<AcrossExperiments> items)
      implements Table {
    /** A line per measure, with a column per axis; the environments stand in JSON only. */
    @Override
    public List<List<?>> table() {
      List<List<?>> lines = new ArrayList<>();
      List<Object> header =
          new ArrayList<>(List.of("measure", "preference", "n", "granulated_kendall"));
      axes.forEach(axis -> header.add("psi_" + axis));
      header.addAll(List.of("sign_error_mean", "sign_error_worst", "reason"));
      lines.add(header);
      for (AcrossExperiments item : items) {
        List<Object> line =
            new ArrayList<>(
                List.of(item.measure(), item.preference(), item.n(), item.granulatedKendall()));
        axes.forEach(axis -> line.add(Optional.ofNullable(item.psi().get(axis))));
        line.addAll(List.of(item.signErrorMean(), item.signErrorWorst(), item.reason()));
        lines.add(line);
      }
      return lines;
    }
  }

  @GET
  @Operation(
      summary = "Does a measure order networks that were trained in different ways?",
      description =
          "The granulated Kendall coefficient of Jiang et al. 2020 and the sign-error of Dziugaite"
              + " et al. 2020 over the networks of several experiments. Networks that differ in"
              + " their seed only are never compared with each other. Each measure is taken as its"
              + " theory has it (`preference`), so that for all of them a coefficient of 1 and an"
              + " error of 0 are best.")
  public Across across(
      @Parameter(
              description = "ids of experiments, separated by commas",
              example = "vanishing-advantage-500-1f3a,vanishing-advantage-2000-77b0")
          @RestQuery("experiments")
          Optional<String> ids,
      @Parameter(
              description =
                  "hyperparameters, separated by commas: dataset, train_points, architecture,"
                      + " regime (by default these), batch_size, learning_rate, max_epochs",
              example = "train_points,regime")
          @RestQuery
          Optional<String> axes,
      @Parameter(
              description =
                  "test_error (1 − test accuracy, the default) or generalisation_gap (train"
                      + " accuracy − test accuracy)",
              example = "test_error")
          @RestQuery
          Optional<String> target) {
    List<String> asked =
        names(
            "experiments",
            ids.orElse(""),
            "1 to %d ids of experiments, separated by commas".formatted(MOST_EXPERIMENTS));
    List<String> along = axes.map(AcrossEndpoint::axes).orElse(Study.DEFAULT_AXES);
    Target which = target(target);
    return answers.answer(
        Across.class,
        List.of(along, which),
        asked,
        () -> {
          // Side by side: one waits for the database while another reads what it has sent.
          List<Study> studies = asked.parallelStream().map(this::study).toList();
          return new Across(asked, along, which, AcrossExperiments.of(studies, along, which));
        });
  }

  private Study study(String id) {
    return new Study(
        experiments.design(id).orElseThrow(() -> new UnknownExperimentException(id)),
        recent.points(id));
  }

  private static List<String> names(String parameter, String text, String expected) {
    List<String> names = List.copyOf(new LinkedHashSet<>(Arrays.asList(text.split(",", -1))));
    if (names.size() > MOST_EXPERIMENTS || names.stream().anyMatch(String::isBlank)) {
      throw new BadQueryException(parameter, text, expected);
    }
    return names;
  }

  private static List<String> axes(String text) {
    String expected = "some of %s, separated by commas".formatted(String.join(", ", Study.AXES));
    List<String> axes = names("axes", text, expected);
    if (!Study.AXES.containsAll(axes)) {
      throw new BadQueryException("axes", text, expected);
    }
    return axes;
  }

  private static Target target(Optional<String> text) {
    return Arrays.stream(Target.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text.orElse("test_error")))
        .findFirst()
        .orElseThrow(
            () ->
                new BadQueryException(
                    "target", text.orElse(""), "test_error or generalisation_gap"));
  }
}
