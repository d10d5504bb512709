package io.lowland.trainer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lowland.data.Dataset;
import io.lowland.data.Split;
import io.lowland.training.TrainingSet;
import jakarta.enterprise.context.ApplicationScoped;

/** The training sets of late: the runs of an experiment share one. */
@ApplicationScoped
class TrainingSets {
  /** An experiment on each of two data sets; one of 60,000 points takes 70 MB. */
  private static final int MOST = 2;

  private final Cache<Key, TrainingSet> sets = Caffeine.newBuilder().maximumSize(MOST).build();

  private record Key(String digest, int points) {}

  /**
   * The {@code points} training points drawn from {@code dataset}.
   *
   * @throws IllegalArgumentException if it has not that many
   */
  TrainingSet of(Dataset dataset, int points) {
    return sets.get(
        new Key(dataset.digest(), points),
        key -> new TrainingSet(Split.of(dataset, points).training()));
  }
}
