package io.lowland.contracts;

import io.lowland.training.StoppingRule;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@code stop} of a regime. */
final class StoppingRuleReader {
  private final Fields training;

  StoppingRuleReader(Fields training) {
    this.training = training;
  }

  StoppingRule read() {
    StoppingRule paper = StoppingRule.PAPER;
    Optional<Fields> object =
        training.object(
            "stop",
            "fields, such as {train_accuracy: 0.9999, check_every: 10, accuracy_points: 10000}");
    if (object.isEmpty()) {
      return paper;
    }
    Fields fields = object.get();
    boolean byLoss = fields.find("train_loss").isPresent();
    OptionalDouble loss =
        byLoss
            ? OptionalDouble.of(
                fields.positiveNumber("train_loss", Double.MAX_VALUE, Optional.empty()))
            : OptionalDouble.empty();
    // A rule by loss does not ask for the paper's accuracy as well, unless it says so.
    OptionalDouble accuracy =
        byLoss && fields.find("train_accuracy").isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                fields.positiveNumber(
                    "train_accuracy", 1, Optional.of(paper.trainAccuracy().getAsDouble())));
    StoppingRule rule =
        new StoppingRule(
            accuracy,
            loss,
            fields.wholeNumber(
                "check_every", 1, Integer.MAX_VALUE, Optional.of(paper.checkEvery())),
            fields.wholeNumber(
                "accuracy_points", 1, Integer.MAX_VALUE, Optional.of(paper.accuracyPoints())));
    fields.unknownFieldsAreMistakes();
    return rule;
  }
}
