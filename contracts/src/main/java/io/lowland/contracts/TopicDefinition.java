package io.lowland.contracts;

import java.util.Map;

/**
 * How a topic is created.
 *
 * @param name of the topic
 * @param partitions the most consumers of one group that can share it
 * @param settings the topic's configuration, such as {@code cleanup.policy}
 */
public record TopicDefinition(String name, int partitions, Map<String, String> settings) {

  public TopicDefinition {
    settings = Map.copyOf(settings);
  }
}
