package io.lowland.metrics;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lowland.data.Dataset;
import io.lowland.data.Split;
import io.lowland.data.UnseenPoints;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The splits of late: the checkpoints of an experiment share one. */
@ApplicationScoped
class Splits {
  private static final int MOST = 8;

  private final Cache<Key, Split> splits = Caffeine.newBuilder().maximumSize(MOST).build();

  private record Key(String digest, int trainPoints, UnseenPoints unseen) {}

  /**
   * The split of {@code dataset}.
   *
   * @param unseen which of the remaining points are unseen; the paper's choice when not said
   * @throws IllegalArgumentException if there are not that many training points
   */
  Split of(Dataset dataset, int trainPoints, Optional<UnseenPoints> unseen) {
    UnseenPoints policy = unseen.orElseGet(() -> UnseenPoints.forTrainPoints(dataset, trainPoints));
    return splits.get(
        new Key(dataset.digest(), trainPoints, policy),
        key -> Split.of(dataset, trainPoints, policy));
  }
}
