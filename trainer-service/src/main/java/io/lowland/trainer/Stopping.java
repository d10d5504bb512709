package io.lowland.trainer;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Whether the service is being stopped. What fails from then on fails for that reason, whatever the
 * failure says, and no message is to blame for it.
 */
@ApplicationScoped
class Stopping {
  private volatile boolean begun;

  /** Channels, workers and beans are closed later. */
  void begin(@Observes ShutdownEvent event) {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  /**
   * Gives up what the calling thread is working on.
   *
   * @throws StoppedException if the service is being stopped
   */
  void giveUpIfBegun() {
    if (begun) {
      throw new StoppedException();
    }
  }
}
