package io.lowland.trainer;

import io.lowland.contracts.Experiment;
import io.lowland.contracts.ExperimentInvalidException;
import io.lowland.contracts.ExperimentReader;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.contracts.Mistake;
import io.lowland.contracts.Seeds;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.data.ResolvedDataset;
import io.lowland.measure.MeasureRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Turns the text of an experiment into the experiment as it can be run here. */
@ApplicationScoped
class Submission {
  private static final String SOURCE = "experiment";

  private final DatasetCatalogue datasets;
  private final MeasureRegistry measures;

  Submission(DatasetCatalogue datasets, MeasureRegistry measures) {
    this.datasets = datasets;
    this.measures = measures;
  }

  /**
   * Reads and checks the experiment.
   *
   * @param seeds replaces the seeds of every regime, when given
   * @throws ExperimentInvalidException with every mistake
   */
  ExperimentSubmitted accept(String text, Optional<String> seeds) {
    Experiment written = ExperimentReader.parse(text, SOURCE, measures);
    Experiment experiment = seeds.map(Submission::seeds).map(written::withSeeds).orElse(written);
    ResolvedDataset resolved = resolve(experiment);
    List<Mistake> mistakes = experiment.mistakesOn(resolved.dataset().shape());
    if (!mistakes.isEmpty()) {
      throw new ExperimentInvalidException(SOURCE, mistakes);
    }
    return ExperimentSubmitted.of(
        experiment, resolved.dataset(), resolved.whyNotFirst(), experiment.measuresOf(measures));
  }

  private static List<Long> seeds(String text) {
    try {
      return Seeds.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ExperimentInvalidException(
          "request",
          List.of(new Mistake("seeds", "'" + text + "'", "a range such as 0-9, or seeds")));
    }
  }

  private ResolvedDataset resolve(Experiment experiment) {
    try {
      return datasets.resolve(experiment.datasets());
    } catch (DatasetUnavailableException e) {
      throw new ExperimentInvalidException(SOURCE, experiment.mistakesWithout(e));
    }
  }
}
