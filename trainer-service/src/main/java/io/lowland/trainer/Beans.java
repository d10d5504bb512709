package io.lowland.trainer;

import io.lowland.contracts.ClaimCheck;
import io.lowland.data.DatasetCatalogue;
import io.lowland.service.Stopping;
import io.lowland.service.Worker;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the service takes from other modules, as beans. */
@ApplicationScoped
class Beans {

  @Produces
  @Singleton
  DatasetCatalogue datasets(TrainerConfig config) {
    return DatasetCatalogue.ofEnvironment().withOwnFoldersBelow(config.ownDatasets());
  }

  @Produces
  @Singleton
  ClaimCheck claimCheck(TrainerConfig config) {
    return new ClaimCheck(config.claimCheck().directory(), config.claimCheck().limit());
  }

  /** There from the start, so that its counters are: a first failure shows as an increase. */
  @Startup
  @Produces
  @Singleton
  Worker worker(
      TrainerConfig config, Stopping stopping, KafkaClientService clients, MeterRegistry meters) {
    return new Worker(
        stopping,
        clients,
        Channels.RUNS,
        config.threads(),
        meters.counter("lowland.runs.rejected"),
        meters.counter("lowland.runs.failed"));
  }
}
