package io.lowland.cli.stack;

import io.lowland.contracts.TopicCreation;
import io.lowland.contracts.Topics;
import java.util.Map;

/** The topics of the embedded broker. */
final class Topology {
  /** The most consumers that can share the work. */
  static final int PARTITIONS = Topics.WORK_PARTITIONS;

  private Topology() {}

  /** Creates what is missing, before any service could do so by using it. */
  static void create(String bootstrapServers) {
    TopicCreation.createMissing(Map.of("bootstrap.servers", bootstrapServers), Topics.all());
  }
}
