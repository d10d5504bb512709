package io.lowland.trainer;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Settles who may change something, and refuses to start a service that is open by oversight. */
@ApplicationScoped
class WriteAccessAtStart {

  @Produces
  @Singleton
  WriteAccess access(
      TrainerConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
    try {
      return WriteAccess.of(config.apiKeys(), config.unauthenticated(), host);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  /** Before topics are made and the socket is opened. */
  void settle(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent start,
      WriteAccess access) {
    if (access instanceof WriteAccess.Everybody) {
      Log.warn("lowland.trainer.unauthenticated is set: whoever reaches this service can submit");
    }
  }
}
