package io.lowland.data;

import java.util.Objects;
import java.util.Optional;

/**
 * The first data set of a list of preferences that could be had.
 *
 * @param dataset what is used
 * @param whyNotFirst one line saying why the preferred data set is not used; empty when it is
 */
public record ResolvedDataset(Dataset dataset, Optional<String> whyNotFirst) {

  public ResolvedDataset {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(whyNotFirst, "whyNotFirst");
  }
}
