package io.lowland.contracts;

import io.lowland.measure.MeasureOptions;
import io.lowland.network.Reparameterisation;
import io.lowland.training.Asam;
import io.lowland.training.Optimiser;
import io.lowland.training.Sam;
import io.lowland.training.Schedule;
import io.lowland.training.Sgd;
import io.lowland.training.StoppingRule;
import java.util.ArrayList;
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
    experiment.unseen().ifPresent(unseen -> fields.put("unseen", unseen.text()));
    fields.put("architecture", experiment.architecture().toString());
    fields.put("regimes", experiment.regimes().stream().map(ExperimentText::regime).toList());
    if (!experiment.measures().isEmpty()) {
      fields.put("measures", experiment.measures());
    }
    fields.put("probes", probes(experiment.options().probes()));
    fields.put("hessian_points", experiment.options().hessianPoints());
    experiment.checkpoints().ifPresent(along -> fields.put("checkpoints", checkpoints(along)));
    experiment
        .reparameterisations()
        .ifPresent(variants -> fields.put("reparameterisations", reparameterisations(variants)));
  }

  private static Map<String, Object> checkpoints(TrainingCheckpoints along) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("every", along.every());
    if (!along.measures().isEmpty()) {
      fields.put("measures", along.measures());
    }
    return fields;
  }

  private static Map<String, Object> reparameterisations(Reparameterisations variants) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("seeds", Seeds.format(variants.seeds()));
    Map<String, List<Double>> factors = new LinkedHashMap<>();
    for (Reparameterisation each : variants.transformations()) {
      factors
          .computeIfAbsent(
              Reparameterisations.field(each.hiddenLayer()), field -> new ArrayList<>())
          .add(each.factor());
    }
    fields.putAll(factors);
    if (!variants.measures().isEmpty()) {
      fields.put("measures", variants.measures());
    }
    return fields;
  }

  private static Map<String, Object> regime(Regime regime) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", regime.name());
    fields.put("seeds", Seeds.format(regime.seeds()));
    fields.put("batch_size", regime.batchSize());
    fields.put("learning_rate", regime.learningRate());
    fields.put("max_epochs", regime.maxEpochs());
    fields.put("stop", stop(regime.stop()));
    fields.putAll(choices(regime.optimiser(), regime.schedule()));
    return fields;
  }

  /**
   * The metadata of a checkpoint trained by {@code optimiser} and {@code schedule}: the fields of
   * an experiment file, objects as JSON. Empty for plain descent at one learning rate.
   */
  public static Map<String, String> metadata(Optimiser optimiser, Schedule schedule) {
    Map<String, String> metadata = new LinkedHashMap<>();
    choices(optimiser, schedule).forEach((field, value) -> metadata.put(field, text(value)));
    return metadata;
  }

  private static String text(Object value) {
    return value instanceof Map<?, ?> ? EventCodec.text(value) : value.toString();
  }

  /**
   * What is left out stands for itself, so that ids are what they were before there was a choice.
   */
  private static Map<String, Object> choices(Optimiser optimiser, Schedule schedule) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!optimiser.equals(Sgd.PLAIN)) {
      fields.put("optimiser", optimiser(optimiser));
      fields.put("momentum", optimiser.momentum());
      fields.put("weight_decay", optimiser.weightDecay());
    }
    if (!schedule.equals(Schedule.CONSTANT)) {
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("at", schedule.at());
      step.put("factor", schedule.factor());
      fields.put("schedule", step);
    }
    return fields;
  }

  private static Map<String, Object> stop(StoppingRule rule) {
    Map<String, Object> stop = new LinkedHashMap<>();
    rule.trainAccuracy().ifPresent(accuracy -> stop.put("train_accuracy", accuracy));
    rule.trainLoss().ifPresent(loss -> stop.put("train_loss", loss));
    stop.put("check_every", rule.checkEvery());
    stop.put("accuracy_points", rule.accuracyPoints());
    return stop;
  }

  private static Map<String, Object> optimiser(Optimiser optimiser) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", optimiserName(optimiser));
    switch (optimiser) {
      case Sgd _ -> {}
      case Sam sam -> fields.put("rho", sam.rho());
      case Asam asam -> {
        fields.put("rho", asam.rho());
        fields.put("eta", asam.eta());
      }
    }
    return fields;
  }

  /** {@code sgd}, {@code sam} or {@code asam}. */
  static String optimiserName(Optimiser optimiser) {
    return switch (optimiser) {
      case Sgd _ -> OptimiserReader.SGD;
      case Sam _ -> OptimiserReader.SAM;
      case Asam _ -> OptimiserReader.ASAM;
    };
  }

  private static Object probes(int probes) {
    return probes == MeasureOptions.ALL_PROBES ? "all" : probes;
  }
}
