package io.lowland.contracts;

import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an experiment as the JSON text that {@link ExperimentReader} reads back to the same. */
public final class ExperimentText {
  private ExperimentText() {}

  /** The experiment as an experiment file in JSON. */
  public static String write(Experiment experiment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", experiment.name());
    if (!experiment.description().isEmpty()) {
      fields.put("description", experiment.description());
    }
    content(experiment, fields);
    return EventCodec.text(fields);
  }

  /** Everything that can change a result, in a fixed order; what ids are made from. */
  static String canonical(Experiment experiment) {
    Map<String, Object> fields = new LinkedHashMap<>();
    content(experiment, fields);
    return EventCodec.text(fields);
  }

  private static void content(Experiment experiment, Map<String, Object> fields) {
    fields.put("datasets", experiment.datasets());
    fields.put("train_points", experiment.trainPoints());
    experiment.unseen().ifPresent(unseen -> fields.put("unseen", name(unseen)));
    fields.put("architecture", experiment.architecture().toString());
    fields.put("regimes", experiment.regimes().stream().map(ExperimentText::regime).toList());
    if (!experiment.measures().isEmpty()) {
      fields.put("measures", experiment.measures());
    }
    fields.put("probes", probes(experiment.options().probes()));
    fields.put("hessian_points", experiment.options().hessianPoints());
  }

  private static Map<String, Object> regime(Regime regime) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", regime.name());
    fields.put("seeds", Seeds.format(regime.seeds()));
    fields.put("batch_size", regime.batchSize());
    fields.put("learning_rate", regime.learningRate());
    fields.put("max_epochs", regime.maxEpochs());
    Map<String, Object> stop = new LinkedHashMap<>();
    stop.put("train_accuracy", regime.stop().trainAccuracy());
    stop.put("check_every", regime.stop().checkEvery());
    stop.put("accuracy_points", regime.stop().accuracyPoints());
    fields.put("stop", stop);
    return fields;
  }

  /** {@code all}, {@code leftover} or {@code test}. */
  static String name(UnseenPoints unseen) {
    return switch (unseen) {
      case ALL -> "all";
      case LEFTOVER_TRAINING -> "leftover";
      case TEST -> "test";
    };
  }

  /** The policy called {@code name}, the inverse of {@link #name}. */
  static UnseenPoints unseen(String name) {
    return List.of(UnseenPoints.values()).stream()
        .filter(unseen -> name(unseen).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unseen: '%s'; expected all, leftover or test".formatted(name)));
  }

  private static Object probes(int probes) {
    return probes == MeasureOptions.ALL_PROBES ? "all" : probes;
  }
}
