package io.lowland.metrics;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.contracts.MeasurementTaken;
import io.lowland.data.Dataset;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetUnavailableException;
import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.MeasureRegistry;
import io.lowland.measure.MeasureSession;
import io.lowland.measure.Measurement;
import io.lowland.measure.TimedMeasurement;
import io.lowland.network.Checkpoint;
import io.lowland.network.CheckpointMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes this worker's share of the measures of one checkpoint. */
@ApplicationScoped
class Measuring {
  private final DatasetCatalogue datasets;
  private final Splits splits;
  private final MeasureRegistry registry;
  private final MetricsConfig config;

  Measuring(
      DatasetCatalogue datasets, Splits splits, MeasureRegistry registry, MetricsConfig config) {
    this.datasets = datasets;
    this.splits = splits;
    this.registry = registry;
    this.config = config;
  }

  /**
   * Measures {@code checkpoint}. When its data set cannot be had here or does not fit, every
   * measure says so instead of a value.
   *
   * @throws IllegalArgumentException if the checkpoint does not say how it is to be measured
   */
  List<MeasurementTaken> measure(Checkpoint checkpoint) {
    CheckpointDescription description = CheckpointDescription.of(checkpoint);
    Map<String, Measure> known =
        registry.measuresFor(checkpoint.network().architecture()).stream()
            .collect(Collectors.toMap(Measure::name, Function.identity()));
    List<String> all =
        description.measures().isEmpty()
            ? known.values().stream()
                .filter(Measure::isDefault)
                .map(Measure::name)
                .sorted()
                .toList()
            : description.measures().stream().distinct().toList();
    Origin origin =
        new Origin(
            CheckpointDescription.id(checkpoint),
            CheckpointDescription.runId(checkpoint, description),
            description,
            provenance(checkpoint, description),
            all.size());
    List<String> mine =
        all.stream().filter(known::containsKey).filter(name -> isMine(known.get(name))).toList();
    List<MeasurementTaken> taken = new ArrayList<>(measured(checkpoint, origin, mine, known));
    // One worker has to say so, or the run would never be complete.
    if (config.families().contains(MeasureFamily.GENERALISATION)) {
      all.stream()
          .filter(name -> !known.containsKey(name))
          .map(name -> without(origin, name, "no measure of this name", Optional.empty()))
          .forEach(taken::add);
    }
    return taken;
  }

  /** What all measurements of one checkpoint have in common. */
  private record Origin(
      String checkpoint,
      String run,
      CheckpointDescription description,
      Map<String, String> training,
      int expected) {

    /** The same, measured on {@code dataset}: its name may stand for other bytes elsewhere. */
    Origin on(Dataset dataset) {
      Map<String, String> facts = new TreeMap<>(training);
      facts.put(CheckpointMetadata.DATASET_DIGEST, dataset.digest());
      return new Origin(checkpoint, run, description, facts, expected);
    }
  }

  /** What the checkpoint says about its training, and on what: nothing else would keep that. */
  private static Map<String, String> provenance(
      Checkpoint checkpoint, CheckpointDescription description) {
    Map<String, String> facts = new TreeMap<>(description.training());
    facts.put(CheckpointMetadata.DATASET, description.dataset());
    facts.put(CheckpointMetadata.TRAIN_POINTS, String.valueOf(description.trainPoints()));
    facts.put(CheckpointMetadata.ARCHITECTURE, checkpoint.network().architecture().toString());
    return facts;
  }

  private boolean isMine(Measure measure) {
    return config.families().contains(measure.family());
  }

  private List<MeasurementTaken> measured(
      Checkpoint checkpoint, Origin origin, List<String> names, Map<String, Measure> known) {
    // No names would mean all.
    if (names.isEmpty()) {
      return List.of();
    }
    MeasureContext context;
    try {
      context = context(checkpoint, origin.description());
    } catch (DatasetUnavailableException | IllegalArgumentException e) {
      return names.stream()
          .map(name -> without(origin, name, e.getMessage(), Optional.of(known.get(name))))
          .toList();
    }
    Origin measured = origin.on(context.split().training().dataset());
    return new MeasureSession(registry)
        .measure(context, names).stream().map(timed -> event(measured, timed)).toList();
  }

  private MeasureContext context(Checkpoint checkpoint, CheckpointDescription description) {
    Dataset dataset = datasets.load(description.dataset());
    description.requireTrainedOn(dataset);
    return new MeasureContext(
        checkpoint.network(),
        splits.of(dataset, description.trainPoints(), description.unseen()),
        description.options(),
        checkpoint.initialNetwork());
  }

  private MeasurementTaken without(
      Origin origin, String name, String reason, Optional<Measure> measure) {
    return event(
        origin,
        Measurement.none(name, reason, Map.of()),
        measure.map(Measure::family),
        measure.map(Measure::reparameterisationInvariant).orElse(false),
        0);
  }

  private MeasurementTaken event(Origin origin, TimedMeasurement timed) {
    return event(
        origin,
        timed.measurement(),
        Optional.of(timed.family()),
        timed.reparameterisationInvariant(),
        timed.seconds());
  }

  private MeasurementTaken event(
      Origin origin,
      Measurement measurement,
      Optional<MeasureFamily> family,
      boolean invariant,
      double seconds) {
    CheckpointDescription description = origin.description();
    return new MeasurementTaken(
        origin.checkpoint(),
        measurement.measure(),
        origin.run(),
        description.experiment().orElse(MeasurementTaken.NO_EXPERIMENT),
        description.regime(),
        description.seed(),
        description.dataset(),
        measurement.value(),
        measurement.standardError(),
        measurement.details(),
        measurement.reason(),
        family,
        invariant,
        seconds,
        origin.expected(),
        description.kind(),
        description.transformation(),
        description.runCheckpoints(),
        origin.training(),
        config.codeVersion());
  }
}
