package io.lowland.trainer;

import io.lowland.service.GroupMembership;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.Readiness;

/** The trainer is ready when it has its share of the runs. */
@Readiness
@Singleton
@Identifier(Channels.RUNS)
class Assignment extends GroupMembership {
  Assignment(TrainerConfig config) {
    super("trainer-service", "runs", config.threads());
  }
}
