package io.lowland.service;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Whether the service is being stopped. What fails from then on fails for that reason, whatever the
 * failure says, and no message is to blame for it.
 */
@ApplicationScoped
public class Stopping {
  private volatile boolean begun;

  /** Channels, workers and beans are closed later. */
  void begin(@Observes ShutdownEvent event) {
    begun = true;
  }

  /** Whether whatever fails from now on fails for that reason. */
  public boolean hasBegun() {
    return begun;
  }

  /**
   * Gives up what the calling thread is working on.
   *
   * @throws StoppedException if the service is being stopped
   */
  public void giveUpIfBegun() {
    if (begun) {
      throw new StoppedException();
    }
  }
}
