package io.lowland.metrics;

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
  DatasetCatalogue datasets(MetricsConfig config) {
    return DatasetCatalogue.ofEnvironment().withOwnFoldersBelow(config.ownDatasets());
  }

  @Produces
  @Singleton
  MeasureRegistry measures() {
    return MeasureRegistry.load();
  }

  @Produces
  @Singleton
  ClaimCheck claimCheck(MetricsConfig config) {
    return new ClaimCheck(config.claimCheckDirectory(), Integer.MAX_VALUE);
  }
}
