package io.lowland.service;

import io.lowland.measure.MeasureRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The measures that exist, Lowland's and those of users' jars, for services that need them. */
@ApplicationScoped
class Measures {

  @Produces
  @Singleton
  MeasureRegistry measures() {
    return MeasureRegistry.load();
  }
}
