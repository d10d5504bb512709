package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule of the build about the registry that is put before the names of the images. */
class ImageRegistryTest {

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "registry.example.com/team/, true",
    "registry.example.com:5000/, true",
    "localhost:5000/a/b/, true",
    "registry.example.com/team, false",
    "registry.example.com:5000, false",
    "https://registry.example.com/team/, false",
    "registry.example.com/team:1/, false"
  })
  void registryEndsWithASlash(String registry, boolean accepted) {
    String pom = Repository.read(Repository.path("pom.xml"));
    String prefix = group(pom, "<lowland.image.prefix>(.*)\\$\\{lowland.image.registry}</");
    String rule = group(pom, "<property>lowland.image.prefix</property>\\s*<regex>(.*)</regex>");
    assertThat((prefix + registry).matches(rule)).isEqualTo(accepted);
  }

  private static String group(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
