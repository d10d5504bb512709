package io.lowland.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import io.lowland.data.DatasetCatalogue;
import java.util.List;
import java.util.Optional;

/** Reads {@code dataset} or {@code datasets} of an experiment file. */
final class DatasetsReader {
  private static final int MOST = 1_000;
  private static final String EXPECTED =
      "a list of names in order of preference, such as [mnist, synthetic-digits]";

  private DatasetsReader() {}

  /** The names in {@code fields}, most wanted first. Whether they can be had is not looked at. */
  static List<String> read(Fields fields) {
    Optional<JsonNode> single = fields.find("dataset");
    Optional<JsonNode> several = fields.find("datasets");
    if (single.isPresent() && several.isPresent()) {
      fields.mistake("dataset", Fields.shown(single.get()), "either dataset or datasets");
    } else if (single.isEmpty() && several.isEmpty()) {
      fields.mistake("datasets", Mistake.ABSENT, EXPECTED);
    }
    if (single.isPresent()) {
      String name = fields.text("dataset", "(?s).*\\S.*", "a name such as mnist");
      requireName(fields, "dataset", name);
      return List.of(name);
    }
    List<String> names = fields.texts("datasets", MOST, EXPECTED);
    for (int i = 0; i < names.size(); i++) {
      requireName(fields, "datasets[%d]".formatted(i), names.get(i));
    }
    return names;
  }

  private static void requireName(Fields fields, String field, String name) {
    if (!name.isBlank() && !DatasetCatalogue.isName(name)) {
      fields.mistake(field, "'" + name + "'", DatasetNames.expectedInsteadOf(name));
    }
  }
}
