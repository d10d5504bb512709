package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the commands of the documents name is there: files, profiles and properties of the build,
 * and objects of a release that is called as the documents call it.
 */
class DocumentedCommandsTest {
  private static final List<String> DOCUMENTS =
      List.of(
          "docs/deploy.md",
          "docs/operations.md",
          "deploy/README.md",
          "deploy/helm/lowland/README.md",
          "k8s/README.md",
          "SECURITY.md");

  private static final List<String> VALUES = List.of("external", "evaluation", "operators");
  private static final String RELEASE = "lowland";
  private static final String FENCE = "```";
  private static final Pattern INLINE = Pattern.compile("`([^`\\n]+ [^`\\n]+)`");
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\w+=\\S+ )*(helm|kubectl|kind|mvn|python3|curl)\\b.*|KEY=.*");

  @TempDir static Path folder;
  private static List<Manifest> objects;

  @BeforeAll
  static void renderWhatIsInstalled() {
    Chart chart = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
    objects =
        VALUES.stream()
            .map(values -> chart.template(RELEASE, Chart.values(values), Map.of()))
            .flatMap(yaml -> Manifest.parseAll(yaml).stream())
            .toList();
  }

  @Test
  void filesOfTheRepositoryAreThere() {
    assertThat(named("(?:^| @?)((?:deploy|experiments|benchmarks|k8s|examples)/[\\w./-]+)"))
        .contains("deploy/helm/lowland", "experiments/first-run.yaml")
        .allSatisfy(file -> assertThat(Files.exists(Repository.path(file))).as(file).isTrue());
  }

  @Test
  void profilesAndPropertiesOfTheBuildAreThere() {
    String poms = Repository.read(Repository.path("pom.xml"));
    poms += Repository.read(Repository.path("deploy/pom.xml"));
    assertThat(named(" -P(\\w+)")).contains("images", "scan");
    for (String profile : named(" -P(\\w+)")) {
      assertThat(poms).contains("<id>" + profile + "</id>");
    }
    assertThat(named(" -D(lowland[\\w.]+)=")).contains("lowland.image.goal");
    for (String property : named(" -D(lowland[\\w.]+)=")) {
      assertThat(poms).containsPattern("<" + Pattern.quote(property) + "/?>");
    }
  }

  @Test
  void objectsOfTheReleaseAreRendered() {
    Set<String> rendered = objects.stream().map(Manifest::label).collect(Collectors.toSet());
    assertThat(named("service/([\\w-]+)"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(rendered).contains("Service/" + name));
    assertThat(named("get secret ([\\w-]+)"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(rendered).contains("Secret/" + name));
    assertThat(named("deployment[ /](lowland[\\w-]*)"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(rendered).contains("Deployment/" + name));
    assertThat(named(" logs (lowland[\\w-]*)"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(rendered).contains("Pod/" + name));
  }

  @Test
  void selectorsSelectSomething() {
    Set<String> labels = new TreeSet<>();
    for (Manifest object : objects) {
      object
          .at("/metadata/labels")
          .properties()
          .forEach(label -> labels.add(label.getKey() + "=" + label.getValue().asText()));
    }
    assertThat(named("--selector ([\\w./=-]+)")).isNotEmpty().isSubsetOf(labels);
  }

  @Test
  void imagesAreThoseOfThePods() {
    Set<String> images = new TreeSet<>();
    objects.stream()
        .flatMap(object -> object.containers().stream())
        .map(container -> container.path("image").asText())
        .forEach(images::add);
    assertThat(named(" (lowland/\\w+:[\\w.]+)")).hasSize(3).isSubsetOf(images);
  }

  @Test
  void everyCommandOnTheClusterSaysItsNamespace() {
    assertThat(commands())
        .filteredOn(
            command -> command.matches("(helm (upgrade|test|rollback|uninstall)|kubectl) .*"))
        .filteredOn(
            command ->
                !command.matches(
                    "kubectl ((create|delete|label) namespace|api-resources|apply -k|kustomize).*"))
        .filteredOn(command -> !command.matches("helm upgrade --\\S+|kubectl describe pod"))
        .hasSizeGreaterThan(10)
        .allMatch(command -> command.matches(".* (-n lowland|--namespace|--all-namespaces)\\b.*"));
  }

  @Test
  void nameThatIsNotThereIsFound() {
    assertThat(commandsIn("```\nkubectl -n lowland logs lowland-tset\n```\n"))
        .containsExactly("kubectl -n lowland logs lowland-tset");
    assertThat(objects.stream().map(Manifest::label)).doesNotContain("Pod/lowland-tset");
  }

  /** What group 1 of {@code pattern} finds in the commands of all documents. */
  private static Set<String> named(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return commands().stream()
        .flatMap(command -> compiled.matcher(command).results())
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> commands() {
    return DOCUMENTS.stream()
        .flatMap(file -> commandsIn(Repository.read(Repository.path(file))).stream())
        .toList();
  }

  /** The commands in blocks without a language, a line each, and in running text. */
  private static List<String> commandsIn(String document) {
    List<String> found = new ArrayList<>();
    String fence = "";
    for (String line : document.replace("\\\n", " ").split("\n", -1)) {
      if (line.startsWith(FENCE)) {
        fence = fence.isEmpty() ? line : "";
      } else if (fence.equals(FENCE)) {
        found.add(line.strip());
      } else if (fence.isEmpty()) {
        INLINE.matcher(line).results().forEach(match -> found.add(match.group(1)));
      }
    }
    return found.stream().filter(text -> COMMAND.matcher(text).matches()).toList();
  }
}
