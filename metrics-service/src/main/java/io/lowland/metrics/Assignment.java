package io.lowland.metrics;

import io.lowland.service.GroupMembership;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The worker is ready when it has its share of the checkpoints. */
@Readiness
@Singleton
@Identifier(Channels.CHECKPOINTS)
class Assignment extends GroupMembership {
  Assignment(MetricsConfig config) {
    super("metrics-service", "checkpoints", config.threads());
  }
}
