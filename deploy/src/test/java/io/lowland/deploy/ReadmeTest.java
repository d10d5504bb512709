package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chart's README tells of every value there is. */
class ReadmeTest {
  private static final String FROM =
      "<!-- values: made by ReadmeTest with -Dlowland.update=true -->\n";
  private static final String TO = "<!-- end of values -->\n";

  @Test
  void tableOfTheReadmeIsThatOfTheValues() {
    String readme = Chart.LOWLAND.read("README.md");
    String table = ValuesReference.of(Chart.LOWLAND.read("values.yaml")).table();
    String expected = before(readme) + FROM + "\n" + table + "\n" + readme.substring(end(readme));
    if (Repository.isUpdate()) {
      Chart.LOWLAND.write("README.md", expected);
    } else {
      assertThat(readme).isEqualTo(expected);
    }
  }

  @Test
  void everyValueIsDescribed() {
    String yaml = Chart.LOWLAND.read("values.yaml");
    List<String> described =
        ValuesReference.of(yaml).values().stream().map(ValuesReference.Value::key).toList();
    List<String> undescribed = new ArrayList<>();
    collectUndescribed("", Manifest.parseAll(yaml).getFirst().json(), described, undescribed);
    assertThat(undescribed).isEmpty();
    assertThat(described).doesNotHaveDuplicates().hasSizeGreaterThan(100);
  }

  /** A key is described itself, or one of the keys above it is. */
  private static void collectUndescribed(
      String path, JsonNode node, List<String> described, List<String> undescribed) {
    if (described.contains(path)) {
      return;
    }
    if (!node.isObject()) {
      undescribed.add(path);
    }
    node.fields()
        .forEachRemaining(
            field -> {
              String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              collectUndescribed(key, field.getValue(), described, undescribed);
            });
  }

  private static String before(String readme) {
    return readme.substring(0, readme.indexOf(FROM));
  }

  private static int end(String readme) {
    return readme.indexOf(TO);
  }
}
