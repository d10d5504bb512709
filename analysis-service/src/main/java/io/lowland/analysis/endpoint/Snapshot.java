package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.ExperimentDetails;
import io.lowland.analysis.domain.Revision;
import io.lowland.analysis.domain.RunDetails;
import io.lowland.analysis.domain.RunPoint;
import java.util.List;
import java.util.Optional;

/**
 * The present state of an experiment, for all who follow it.
 *
 * @param revision the rest is at least as new
 * @param state how far it is; empty if nobody has heard of it
 * @param runs all runs
 * @param points those that have something
 * @param correlations all of them
 */
record Snapshot(
    Revision revision,
    Optional<ExperimentDetails> state,
    List<RunDetails> runs,
    List<RunPoint> points,
    List<CorrelationBody> correlations) {}
