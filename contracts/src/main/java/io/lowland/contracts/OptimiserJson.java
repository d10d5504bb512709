package io.lowland.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.lowland.training.Asam;
import io.lowland.training.Sam;
import io.lowland.training.Sgd;

/** How optimisers look in events: their fields and a {@code name} that says which one it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Sgd.class, name = OptimiserReader.SGD),
  @JsonSubTypes.Type(value = Sam.class, name = OptimiserReader.SAM),
  @JsonSubTypes.Type(value = Asam.class, name = OptimiserReader.ASAM)
})
interface OptimiserJson {}
