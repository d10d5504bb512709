package io.lowland.measure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The group a {@link Measure} belongs to; metric workers can be split by family. */
public enum MeasureFamily {
  /** What every other measure is correlated with: accuracies and losses. */
  GENERALISATION,
  /** Curvature of the training loss around the parameters. */
  SHARPNESS,
  /** Size of the completions compatible with the learned function. */
  WEAKNESS,
  /** Size of the parameters: norms and description lengths. */
  SIMPLICITY;

  /** As in events and files: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The family whose {@link #text} is {@code text}.
   *
   * @throws IllegalArgumentException naming the text and the families
   */
  public static MeasureFamily named(String text) {
    return Arrays.stream(values())
        .filter(family -> family.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "family: '%s'; expected one of %s"
                        .formatted(
                            text,
                            Arrays.stream(values())
                                .map(MeasureFamily::text)
                                .collect(Collectors.joining(", ")))));
  }
}
