package io.lowland.trainer;

import io.lowland.contracts.ClaimCheck;
import io.lowland.data.DatasetCatalogue;
import io.lowland.measure.MeasureRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What the service takes from Lowland's core, as beans. */
@ApplicationScoped
class Core {

  @Produces
  @Singleton
  DatasetCatalogue datasets(TrainerConfig config) {
    return DatasetCatalogue.ofEnvironment().withOwnFoldersBelow(config.ownDatasets());
  }

  @Produces
  @Singleton
  MeasureRegistry measures() {
    return MeasureRegistry.load();
  }

  @Produces
  @Singleton
  ClaimCheck claimCheck(TrainerConfig config) {
    return new ClaimCheck(config.claimCheck().directory(), config.claimCheck().limit());
  }
}
