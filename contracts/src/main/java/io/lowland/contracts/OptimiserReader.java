package io.lowland.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.training.Asam;
import io.lowland.training.Optimiser;
import io.lowland.training.Sam;
import io.lowland.training.Sgd;
import java.util.Optional;
import java.util.Set;

/** Reads {@code optimiser}, {@code momentum} and {@code weight_decay} of a regime. */
final class OptimiserReader {
  static final String SGD = "sgd";
  static final String SAM = "sam";
  static final String ASAM = "asam";

  private static final Set<String> NAMES = Set.of(SGD, SAM, ASAM);

  private final Fields training;

  OptimiserReader(Fields training) {
    this.training = training;
  }

  Optimiser read() {
    double momentum = training.numberFromZero("momentum", 1, 0);
    double decay = training.numberFromZero("weight_decay", Float.MAX_VALUE, 0);
    Optional<Fields> object =
        training.object("optimiser", "fields, such as {name: sam, rho: 0.05}");
    if (object.isEmpty()) {
      return new Sgd(momentum, decay);
    }
    Fields fields = object.get();
    Optional<String> name = fields.find("name").map(JsonNode::asText).filter(NAMES::contains);
    if (name.isEmpty()) {
      fields.mistake(
          "name",
          fields.find("name").map(Fields::shown).orElse(Mistake.ABSENT),
          "sgd, sam or asam");
      return new Sgd(momentum, decay);
    }
    Optimiser optimiser =
        switch (name.get()) {
          case SAM -> new Sam(rho(fields, Sam.DEFAULT_RHO), momentum, decay);
          case ASAM ->
              new Asam(
                  rho(fields, Asam.DEFAULT_RHO),
                  fields.numberFromZero("eta", Float.MAX_VALUE, Asam.DEFAULT_ETA),
                  momentum,
                  decay);
          default -> new Sgd(momentum, decay);
        };
    fields.unknownFieldsAreMistakes();
    return optimiser;
  }

  private static double rho(Fields fields, double fallback) {
    return fields.numberFromZero("rho", Float.MAX_VALUE, fallback);
  }
}
