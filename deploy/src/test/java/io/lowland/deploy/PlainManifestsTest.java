package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests in k8s/ are what the chart renders from the values beside them. */
class PlainManifestsTest {

  @ParameterizedTest
  @ValueSource(strings = {"external", "evaluation"})
  void manifestsAreThoseOfTheChart(String variant) {
    String rendered = render(variant);
    if (Repository.isUpdate()) {
      Repository.write(Repository.path("k8s/%s/lowland.yaml".formatted(variant)), rendered);
    } else {
      assertThat(read(variant, "lowland.yaml")).isEqualTo(rendered);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"external", "evaluation"})
  void manifestsObeyTheRulesOfTheChart(String variant) {
    List<Manifest> manifests = Manifest.parseAll(read(variant, "lowland.yaml"));
    assertThat(manifests).isNotEmpty();
    assertThat(manifests.stream().flatMap(m -> StrictValidation.mistakes(m).stream())).isEmpty();
    assertThat(Policies.violations(manifests)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"external", "evaluation"})
  void kustomizationIsAboutTheseManifestsAndTheirImages(String variant) {
    JsonNode kustomization =
        Manifest.parseAll(read(variant, "kustomization.yaml")).getFirst().json();
    assertThat(kustomization.path("resources").toString()).isEqualTo("[\"lowland.yaml\"]");
    List<String> named =
        kustomization.path("images").findValuesAsText("name").stream().sorted().toList();
    String images =
        Manifest.parseAll(read(variant, "lowland.yaml")).stream()
            .filter(Manifest::hasPod)
            .flatMap(manifest -> manifest.containers().stream())
            .map(container -> container.path("image").asText().replaceFirst(":.*", ""))
            .filter(image -> image.startsWith("lowland/"))
            .sorted()
            .collect(Collectors.joining(" "));
    assertThat(String.join(" ", named)).isEqualTo(images);
  }

  @Test
  void podThatDataSetsAreCopiedThroughObeysTheRulesAndMayWriteItsVolume() {
    List<Manifest> manifests =
        Manifest.parseAll(Repository.read(Repository.path("k8s/datasets.yaml")));
    assertThat(manifests.stream().flatMap(m -> StrictValidation.mistakes(m).stream())).isEmpty();
    assertThat(Policies.violations(manifests)).isEmpty();
    assertThat(manifests.getFirst().label()).isEqualTo("PersistentVolumeClaim/datasets");
    Manifest pod = manifests.getLast();
    assertThat(pod.podSpec().at("/volumes/0/persistentVolumeClaim/claimName").asText())
        .isEqualTo(manifests.getFirst().name());
    JsonNode values = Manifest.parseAll(Chart.LOWLAND.read("values.yaml")).getFirst().json();
    assertThat(pod.podSpec().at("/securityContext/runAsUser").asInt())
        .isEqualTo(values.at("/pods/userId").asInt());
    assertThat(pod.containers().getFirst().path("image")).isEqualTo(values.at("/tests/image"));
  }

  private static String render(String variant) {
    String header =
        """
        # Made from the chart deploy/helm/lowland and the values.yaml beside this file:
        #   mvn -pl deploy verify -Dlowland.update=true
        """;
    Path values = Repository.path("k8s/%s/values.yaml".formatted(variant));
    String rendered = Chart.LOWLAND.template("lowland", values, Map.of());
    return header
        + rendered
            .lines()
            .filter(line -> !line.startsWith("# Source:"))
            .filter(line -> !line.strip().startsWith("helm.sh/chart:"))
            // The namespace is the one that kustomization.yaml or kubectl says.
            .filter(line -> !line.equals("  namespace: lowland"))
            .map(line -> line.replace("managed-by: Helm", "managed-by: kustomize"))
            .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String read(String variant, String file) {
    return Repository.read(Repository.path("k8s/%s/%s".formatted(variant, file)));
  }
}
