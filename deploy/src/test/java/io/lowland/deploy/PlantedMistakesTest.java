package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake that somebody might make in the templates is found by one of the checks. */
class PlantedMistakesTest {
  private static final String DEPLOYMENTS = "templates/deployments.yaml";
  private static final String POD = "templates/_pod.tpl";

  @TempDir Path folder;

  /**
   * A mistake.
   *
   * @param what it is
   * @param values of ci/ with which it shows
   * @param file of the chart
   * @param before what the file says
   * @param after what it says by mistake
   * @param found part of what the checks say
   */
  record Mistake(
      String what, String values, String file, String before, String after, String found) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "a field of a container is misspelt",
            "external",
            DEPLOYMENTS,
            "imagePullPolicy:",
            "imagePullPolcy:",
            "imagePullPolcy"),
        new Mistake(
            "a field of a pod is misspelt",
            "external",
            DEPLOYMENTS,
            "serviceAccountName:",
            "serviceAcountName:",
            "serviceAcountName"),
        new Mistake(
            "a field of a Deployment is misspelt",
            "external",
            DEPLOYMENTS,
            "  replicas:",
            "  replica:",
            "replica"),
        new Mistake(
            "the selector is missing",
            "external",
            DEPLOYMENTS,
            "  selector:\n",
            "  selectors:\n",
            "selector"),
        new Mistake(
            "a number is a text",
            "external",
            DEPLOYMENTS,
            "containerPort: 8080",
            "containerPort: web",
            "java.lang.Integer"),
        new Mistake(
            "a text is a list",
            "external",
            DEPLOYMENTS,
            "type: Recreate",
            "type: [Recreate]",
            "type"),
        new Mistake(
            "the kind does not exist in this version",
            "external",
            "templates/poddisruptionbudgets.yaml",
            "policy/v1",
            "policy/v1beta1",
            "PodDisruptionBudget"),
        new Mistake(
            "an old API group",
            "external",
            DEPLOYMENTS,
            "apiVersion: apps/v1",
            "apiVersion: extensions/v1beta1",
            "Deployment"),
        new Mistake(
            "a quantity has a unit that does not exist",
            "external",
            POD,
            "\"sizeLimit\" \"1Gi\"",
            "\"sizeLimit\" \"1Gx\"",
            "is not a quantity"),
        new Mistake(
            "a probe asks in an unknown way",
            "external",
            DEPLOYMENTS,
            "livenessProbe:\n            httpGet:",
            "livenessProbe:\n            http:",
            "http"),
        new Mistake(
            "a key is there twice",
            "external",
            "templates/services.yaml",
            "  ports:\n",
            "  ports: []\n  ports:\n",
            "uplicate"),
        new Mistake(
            "a NetworkPolicy has a misspelt rule",
            "external",
            "templates/networkpolicies.yaml",
            "  egress:\n",
            "  egres:\n",
            "egres"),
        new Mistake(
            "an Ingress has no type of path",
            "published",
            "templates/ingress.yaml",
            "            pathType: {{",
            "            # {{",
            "pathType"),
        new Mistake(
            "the Ingress has a path that ingress-nginx refuses",
            "production",
            "templates/ingress.yaml",
            "(contains \".\" .)",
            "false",
            "/style.css is refused by some versions of ingress-nginx"),
        new Mistake(
            "an alert has a misspelt field",
            "published",
            "templates/alerts.yaml",
            "          expr: sum",
            "          exp: sum",
            "exp"),
        new Mistake(
            "an HTTPRoute has a misspelt match",
            "gateway",
            "templates/gateway.yaml",
            "method:",
            "methode:",
            "methode"),
        new Mistake(
            "a PodMonitor has a misspelt endpoint",
            "published",
            "templates/monitoring.yaml",
            "interval:",
            "intervall:",
            "intervall"),
        new Mistake(
            "an HPA has a misspelt target",
            "split",
            "templates/autoscaling.yaml",
            "averageUtilization",
            "averageUtilisation",
            "averageUtilisation"),
        new Mistake(
            "KEDA's trigger has a misspelt setting",
            "operators",
            "templates/autoscaling.yaml",
            "        lagThreshold:",
            "        lagTreshold:",
            "lagTreshold"),
        new Mistake(
            "KEDA's threshold is a number, not a text",
            "operators",
            "templates/autoscaling.yaml",
            "lagThreshold | int | quote",
            "lagThreshold | int",
            "lagThreshold"),
        new Mistake(
            "KEDA's authentication names an unknown parameter",
            "mutual-tls",
            "templates/autoscaling.yaml",
            "parameter: cert",
            "parameter: certificate",
            "parameter"),
        new Mistake(
            "Strimzi's Kafka has a misspelt field",
            "operators",
            "templates/strimzi.yaml",
            "    listeners:",
            "    listener:",
            "listener"),
        new Mistake(
            "a KafkaTopic has a misspelt field",
            "operators",
            "templates/strimzi.yaml",
            "  partitions:",
            "  partition:",
            "partition"),
        new Mistake(
            "a KafkaUser has an operation that does not exist",
            "operators",
            "templates/strimzi.yaml",
            "DescribeConfigs, Read",
            "DescribeConfig, Read",
            "KafkaUser"),
        new Mistake(
            "Strimzi's old API",
            "operators",
            "templates/strimzi.yaml",
            "kafka.strimzi.io/v1",
            "kafka.strimzi.io/v1beta2",
            "no model"),
        new Mistake(
            "CloudNativePG's Cluster has a misspelt field",
            "operators",
            "templates/cloudnativepg.yaml",
            "  instances:",
            "  instance:",
            "instance"),
        new Mistake(
            "the pod runs as root",
            "external",
            POD,
            "runAsUser: {{ .userId }}",
            "runAsUser: 0",
            "may run as root"),
        new Mistake(
            "the pod may run as root",
            "external",
            POD,
            "runAsNonRoot: true\nrunAsUser",
            "runAsUser",
            "may run as root"),
        new Mistake(
            "the root file system is writable",
            "external",
            POD,
            "readOnlyRootFilesystem: true",
            "readOnlyRootFilesystem: false",
            "can write its image"),
        new Mistake(
            "privileges may be gained",
            "external",
            POD,
            "allowPrivilegeEscalation: false\n",
            "",
            "may gain privileges"),
        new Mistake(
            "capabilities are kept",
            "external",
            POD,
            "capabilities: {drop: [ALL]}",
            "capabilities: {drop: [NET_RAW]}",
            "keeps capabilities"),
        new Mistake(
            "a capability is added",
            "external",
            POD,
            "{drop: [ALL]}",
            "{drop: [ALL], add: [SYS_ADMIN]}",
            "keeps capabilities"),
        new Mistake(
            "there is no seccomp profile",
            "external",
            POD,
            "seccompProfile: {type: RuntimeDefault}",
            "",
            "no seccomp profile"),
        new Mistake(
            "the pod gets a token",
            "external",
            DEPLOYMENTS,
            "automountServiceAccountToken: false",
            "automountServiceAccountToken: true",
            "mounts the token"),
        new Mistake(
            "the pod is on the node's network",
            "external",
            DEPLOYMENTS,
            "      enableServiceLinks:",
            "      hostNetwork: true\n      enableServiceLinks:",
            "hostNetwork"),
        new Mistake(
            "services' variables become settings",
            "external",
            DEPLOYMENTS,
            "      enableServiceLinks: false\n",
            "",
            "variables of services"),
        new Mistake(
            "a folder of the node is mounted",
            "external",
            POD,
            "\"emptyDir\" (dict \"sizeLimit\" \"1Gi\")",
            "\"hostPath\" (dict \"path\" \"/tmp\")",
            "volume of type hostPath"),
        new Mistake(
            "an image is not pinned",
            "external",
            "templates/_names.tpl",
            "(default .root.Chart.AppVersion .root.Values.image.tag)",
            "\"latest\"",
            "not pinned"),
        new Mistake(
            "an image has no tag",
            "external",
            "templates/tests/connection.yaml",
            "{{ .Values.tests.image }}",
            "busybox",
            "not pinned"),
        new Mistake(
            "a probe is missing",
            "external",
            DEPLOYMENTS,
            "          readinessProbe:\n"
                + "            httpGet: {path: /q/health/ready, port: http}\n"
                + "            periodSeconds: 5\n"
                + "            timeoutSeconds: 5\n",
            "",
            "has no readinessProbe"),
        new Mistake(
            "a limit is missing",
            "external",
            "values.yaml",
            "    limits: {cpu: \"1\", memory: 2Gi}\n  # -- Further",
            "    limits: {memory: 2Gi}\n  # -- Further",
            "no full limits"),
        new Mistake(
            "a password is in the ConfigMap",
            "external",
            "templates/configmap.yaml",
            "  XDG_CACHE_HOME:",
            "  QUARKUS_DATASOURCE_PASSWORD: x\n  XDG_CACHE_HOME:",
            "has a secret"),
        new Mistake(
            "a password is in a setting of the ConfigMap",
            "external",
            "templates/configmap.yaml",
            "?sslmode=",
            "?user=a&password=b&sslmode=",
            "has a secret"),
        new Mistake(
            "a password is in the environment in plain text",
            "external",
            POD,
            "- name: LOWLAND_METRICS_GROUP",
            "- name: QUARKUS_DATASOURCE_PASSWORD",
            "in plain text"),
        new Mistake(
            "an API key is in the environment in plain text",
            "external",
            POD,
            "- name: LOWLAND_METRICS_GROUP",
            "- name: LOWLAND_METRICS_API_KEYS",
            "in plain text"),
        new Mistake(
            "a Service selects nothing",
            "external",
            "templates/services.yaml",
            "\"component\" $workload.component",
            "\"component\" \"nothing\"",
            "selects the pods of 0 objects"),
        new Mistake(
            "a selector finds the pods of several Deployments",
            "external",
            "templates/_names.tpl",
            "\napp.kubernetes.io/component: {{ .component }}",
            "",
            "selects the pods of"),
        new Mistake(
            "the version is in the selector",
            "external",
            DEPLOYMENTS,
            "    matchLabels:\n",
            "    matchLabels:\n      app.kubernetes.io/version: \"0.1.0\"\n",
            "selects by version"),
        new Mistake(
            "one container of Strimzi's has no resources",
            "operators",
            "templates/strimzi.yaml",
            "    userOperator:\n      resources:\n        {{- toYaml $strimzi.entityOperator.resources | nindent 8 }}",
            "    userOperator: {}",
            "no full limits"),
        new Mistake(
            "brokers have no limit of CPU",
            "operators",
            "values.yaml",
            "limits: {cpu: \"2\", memory: 2Gi}",
            "limits: {memory: 2Gi}",
            "no full limits"),
        new Mistake(
            "resources stand where Strimzi has none",
            "operators",
            "templates/strimzi.yaml",
            "    topicOperator:\n      resources:",
            "    topicOperator:\n      resource:",
            "resource"),
        new Mistake(
            "the ConfigMap has another name",
            "external",
            DEPLOYMENTS,
            "configMapRef: {name: {{ include \"lowland.fullname\" $ }}}",
            "configMapRef: {name: settings}",
            "which is not there"),
        new Mistake(
            "what KEDA scales is not there",
            "operators",
            "templates/autoscaling.yaml",
            "kind: Deployment, name: {{ $name }}}\n  minReplicaCount",
            "kind: Deployment, name: metrics}\n  minReplicaCount",
            "which is not there"),
        new Mistake(
            "KEDA looks for Strimzi's brokers in its own namespace",
            "operators",
            "templates/autoscaling.yaml",
            "$kafka.qualified",
            "$kafka.servers",
            "names brokers as only their own namespace does"),
        new Mistake(
            "replicas are set and scaled",
            "operators",
            DEPLOYMENTS,
            "{{- if eq $workload.autoscaling.mode \"none\" }}",
            "{{- if true }}",
            "that something scales"),
        new Mistake(
            "a volume is mounted that is not there",
            "external",
            POD,
            "\"name\" \"tmp\" \"mountPath\"",
            "\"name\" \"temp\" \"mountPath\"",
            "mounts no volume"),
        new Mistake(
            "the Ingress leads to no Service",
            "published",
            "templates/ingress.yaml",
            "service: {name: {{ include \"lowland.fullname\" $ }}-{{ $component }}",
            "service: {name: {{ $component }}",
            "which is not there"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isFound(Mistake mistake) {
    Chart chart = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
    Path values = Chart.values(mistake.values());
    assertThat(found(chart, values)).as("before the mistake").isEmpty();
    chart.edit(mistake.file(), mistake.before(), mistake.after());
    assertThat(found(chart, values)).anyMatch(message -> message.contains(mistake.found()));
  }

  private static List<String> found(Chart chart, Path values) {
    List<String> found = new ArrayList<>();
    try {
      List<Manifest> manifests = chart.render(values);
      manifests.forEach(manifest -> found.addAll(StrictValidation.mistakes(manifest)));
      found.addAll(Policies.violations(manifests));
      found.addAll(References.broken(manifests));
    } catch (RuntimeException e) {
      found.add(e.getMessage());
    }
    return found;
  }
}
