package io.lowland.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.TrainingProgress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExperimentStateTest {

  @Test
  void runIsMeasuredWhenEveryExpectedMeasureHasArrived() {
    ExperimentState state = new ExperimentState(Samples.experiment());

    state.apply(Samples.trained(0));
    state.apply(Samples.taken(0, Samples.WEIGHT, 3));
    assertThat(state.trained()).isEqualTo(1);
    assertThat(state.measured()).isZero();

    state.apply(Samples.none(0, Samples.ACCURACY, "no test images"));
    assertThat(state.measured()).isEqualTo(1);
    assertThat(state.isFinished()).isFalse();
  }

  @Test
  void experimentEndsWithItsLastFurtherCheckpointAndOnlyTrainedNetworksCount() {
    ExperimentState state = new ExperimentState(Samples.experiment());

    state.apply(Samples.alongTraining(0, 10, Samples.WEIGHT, 1));
    assertThat(state.trained()).isZero();
    assertThat(state.furtherExpected()).isEqualTo(1);
    for (int seed = 0; seed < 3; seed++) {
      state.apply(Samples.trained(seed));
      state.apply(Samples.ofSeveral(seed, Samples.ACCURACY, 0.5, seed == 0 ? 3 : 1));
      state.apply(Samples.ofSeveral(seed, Samples.WEIGHT, 7, seed == 0 ? 3 : 1));
    }
    assertThat(state.measured()).isEqualTo(3);
    assertThat(state.furtherExpected()).isEqualTo(2);
    assertThat(state.isFinished()).isFalse();

    state.apply(Samples.alongTraining(0, 10, Samples.ACCURACY, 0.1));
    state.apply(Samples.alongTraining(0, 20, Samples.WEIGHT, 2));
    state.apply(Samples.alongTraining(0, 20, Samples.WEIGHT, 2));
    assertThat(state.furtherMeasured()).isEqualTo(1);
    assertThat(state.isFinished()).isFalse();

    state.apply(Samples.alongTraining(0, 20, Samples.ACCURACY, 0.2));
    assertThat(state.isFinished()).isTrue();
    assertThat(state.runs().iterator().next().value(Samples.WEIGHT)).hasValue(7);
  }

  @Test
  void furtherCheckpointsAreReckonedFromTheTrainingsThatHaveEnded() {
    ExperimentState state = new ExperimentState(Samples.withFurtherCheckpoints());
    // Two variants of the first of three networks.
    assertThat(state.furtherTotal()).isEqualTo(new FurtherTotal(2, false));

    state.apply(TrainingProgress.trained(Samples.run(0), 41, 0.01));
    assertThat(state.furtherTotal()).isEqualTo(new FurtherTotal(4 + 2 + 4 + 4, false));
    assertThat(state.furtherTotal().text()).isEqualTo("about 14");

    state.apply(TrainingProgress.trained(Samples.run(1), 20, 0.01));
    state.apply(TrainingProgress.failed(Samples.run(2), "diverged"));
    assertThat(state.furtherTotal()).isEqualTo(new FurtherTotal(4 + 2 + 1, true));
    assertThat(state.furtherTotal().text()).isEqualTo("7");
  }

  @Test
  void failedTrainingIsFinalWhateverBecameOfItsCheckpoints() {
    ExperimentState state = new ExperimentState(Samples.experiment());
    state.apply(Samples.alongTraining(0, 10, Samples.WEIGHT, 1));
    for (int seed = 0; seed < 3; seed++) {
      state.apply(TrainingProgress.failed(Samples.run(seed), "diverged"));
    }

    assertThat(state.isFinished()).isTrue();
  }

  @Test
  void networkWithoutAnyValueHasFailed() {
    ExperimentState state = new ExperimentState(Samples.experiment());

    state.apply(Samples.none(0, Samples.WEIGHT, "mnist cannot be had"));
    assertThat(state.failures()).isEmpty();
    state.apply(Samples.none(0, Samples.ACCURACY, "mnist cannot be had"));

    assertThat(state.measured()).isZero();
    assertThat(state.failures())
        .singleElement()
        .extracting(RunResult::failure)
        .isEqualTo(Optional.of("mnist cannot be had"));
  }

  @Test
  void measurementThatArrivesTwiceCountsOnce() {
    ExperimentState state = new ExperimentState(Samples.experiment());

    state.apply(Samples.taken(0, Samples.WEIGHT, 3));
    state.apply(Samples.taken(0, Samples.WEIGHT, 3));

    assertThat(state.measured()).isZero();
  }

  @Test
  void measurementsMayComeBeforeTheNewsThatTheRunIsTrained() {
    ExperimentState state = new ExperimentState(Samples.experiment());

    state.apply(Samples.taken(2, Samples.WEIGHT, 3));

    assertThat(state.trained()).isEqualTo(1);
  }

  @Test
  void failedRunIsFinalAndNotMeasured() {
    ExperimentState state = new ExperimentState(Samples.experiment());

    for (int seed = 0; seed < 3; seed++) {
      state.apply(TrainingProgress.failed(Samples.run(seed), "diverged"));
    }

    assertThat(state.isFinished()).isTrue();
    assertThat(state.measured()).isZero();
    assertThat(state.failures()).hasSize(3);
  }

  @Test
  void correlationOfFewerRunsThanWereMeasuredIsNotCurrent() {
    ExperimentState state = Samples.finished();
    state.apply(Samples.correlation(2, 1));
    assertThat(state.correlationsAreCurrent()).isFalse();

    state.apply(Samples.correlation(3, -0.5));
    assertThat(state.correlationsAreCurrent()).isTrue();
  }

  @Test
  void correlationsAreCurrentWhenThoseOfEveryRegimeAre() {
    ExperimentState state = Samples.finished(Samples.withAnotherRegime());
    state.apply(Samples.correlation(Optional.of("large"), 0, 0));
    state.apply(Samples.correlation(Optional.of("default"), 2, 1));
    assertThat(state.correlationsAreCurrent()).isFalse();

    state.apply(Samples.correlation(Optional.of("default"), 3, -0.5));
    assertThat(state.correlationsAreCurrent()).isTrue();
  }

  @Test
  void runsKeepTheOrderOfTheExperiment() {
    assertThat(Samples.finished().runs()).extracting(RunResult::seed).containsExactly(0L, 1L, 2L);
  }
}
