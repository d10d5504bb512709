package io.lowland.analysis.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lowland.analysis.domain.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/**
 * Statistics that were computed lately. The same question is computed anew only when results of an
 * experiment that it is about have changed.
 */
@ApplicationScoped
public class RecentAnswers {
  /** Answers kept: some 50 MB at most. */
  private static final int MOST = 500;

  private record Question(Object asked, List<String> experiments, List<Revision> revisions) {}

  private final ExperimentCatalogue catalogue;
  private final Cache<Question, Object> answers = Caffeine.newBuilder().maximumSize(MOST).build();

  RecentAnswers(ExperimentCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The answer to {@code asked} about {@code experiments}, computed when it is not known.
   *
   * @param asked all that the answer depends on beside the experiments' results, with {@code
   *     equals}
   * @param compute must read results no earlier than it is called; what it throws is thrown on
   */
  public <T> T answer(Class<T> type, Object asked, List<String> experiments, Supplier<T> compute) {
    // Read first: the answer is at least as new as the revisions that it is kept under.
    List<Revision> revisions = experiments.stream().map(catalogue::revision).toList();
    Question question = new Question(List.of(type, asked), List.copyOf(experiments), revisions);
    return type.cast(answers.get(question, _ -> compute.get()));
  }
}
