package io.lowland.analysis.listener;

import io.opentelemetry.api.trace.SpanContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What was heard about each experiment and its correlations do not show yet, as the spans in which
 * the messages were sent. The latest of them are kept, in memory alone: correlations that a restart
 * interrupted begin a trace of their own.
 *
 * <p>A message is here before it is in the database, and is forgotten only by a computation that
 * began when it was there. So every message that correlations show is among the senders of the
 * computation that was first to show it; one that is being stored meanwhile may be so twice.
 */
final class PendingTraces {
  /** Messages kept for one experiment: a span takes no more links unless it is told to. */
  static final int MOST_MESSAGES = 128;

  /** Experiments kept. Each is forgotten soon, unless another replica computes its correlations. */
  static final int MOST_EXPERIMENTS = 200;

  private final SequencedMap<String, Deque<Message>> byExperiment = new LinkedHashMap<>();

  /** A message about an experiment, known by its identity: a sender may say the same twice. */
  static final class Message {
    private final String experiment;
    private final SpanContext sender;
    private boolean stored;

    Message(String experiment, SpanContext sender) {
      this.experiment = experiment;
      this.sender = sender;
    }

    SpanContext sender() {
      return sender;
    }
  }

  /**
   * What a computation that begins now may show.
   *
   * @param senders of all messages, in the order of arrival
   * @param stored the messages that it is sure to show
   */
  record News(List<SpanContext> senders, List<Message> stored) {}

  /** Messages that are going to be stored. */
  synchronized void add(Collection<Message> messages) {
    for (Message message : messages) {
      Deque<Message> kept =
          byExperiment.computeIfAbsent(message.experiment, _ -> new ArrayDeque<>());
      if (kept.size() == MOST_MESSAGES) {
        kept.removeFirst();
      }
      kept.addLast(message);
    }
    while (byExperiment.size() > MOST_EXPERIMENTS) {
      byExperiment.pollFirstEntry();
    }
  }

  /** Messages that are in the database now. */
  synchronized void stored(Collection<Message> messages) {
    messages.forEach(message -> message.stored = true);
  }

  /** Messages that correlations show, or never will. */
  synchronized void forget(Collection<Message> messages) {
    Set<Message> gone = new HashSet<>(messages);
    byExperiment.values().forEach(kept -> kept.removeIf(gone::contains));
    byExperiment.values().removeIf(Deque::isEmpty);
  }

  /** The news of an experiment at this moment. */
  synchronized News of(String experiment) {
    List<Message> kept = new ArrayList<>(byExperiment.getOrDefault(experiment, new ArrayDeque<>()));
    return new News(
        kept.stream().map(Message::sender).toList(),
        kept.stream().filter(message -> message.stored).toList());
  }
}
