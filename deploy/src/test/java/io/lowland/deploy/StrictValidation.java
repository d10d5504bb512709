package io.lowland.deploy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubernetes.client.openapi.JSON;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says what an API server with strict field validation would say of an object: unknown, missing and
 * mistyped fields. Two models of the Kubernetes API are asked, as neither finds all: that of the
 * official client (unknown and missing fields) and that of fabric8 (types and quantities). Custom
 * resources are held against the models of Strimzi and fabric8, and against closed schemas of the
 * fields Lowland uses for KEDA and CloudNativePG, which have no models in Java.
 */
final class StrictValidation {
  private static final KubernetesSerialization FABRIC8 = new KubernetesSerialization();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final Map<String, Class<?>> STRIMZI =
      Map.of(
          "Kafka", Kafka.class,
          "KafkaNodePool", KafkaNodePool.class,
          "KafkaTopic", KafkaTopic.class,
          "KafkaUser", KafkaUser.class);
  private static final Pattern BUILT_IN =
      Pattern.compile("v1|(apps|batch|autoscaling|extensions|policy|networking\\.k8s\\.io)/.+");

  private StrictValidation() {}

  /** What is wrong with {@code manifest}; empty when nothing is. */
  static List<String> mistakes(Manifest manifest) {
    List<String> mistakes = new ArrayList<>();
    if (BUILT_IN.matcher(manifest.apiVersion()).matches()) {
      byOfficialModel(manifest).ifPresent(mistakes::add);
    }
    switch (group(manifest)) {
      case "keda.sh", "postgresql.cnpg.io" -> mistakes.addAll(bySchema(manifest));
      case "kafka.strimzi.io" -> mistakes.addAll(byStrimziModel(manifest));
      default -> mistakes.addAll(byFabric8Model(manifest));
    }
    return mistakes.stream().map(mistake -> manifest.label() + ": " + mistake).toList();
  }

  private static String group(Manifest manifest) {
    int slash = manifest.apiVersion().indexOf('/');
    return slash < 0 ? "" : manifest.apiVersion().substring(0, slash);
  }

  private static Optional<String> byOfficialModel(Manifest manifest) {
    String version = manifest.apiVersion().substring(manifest.apiVersion().indexOf('/') + 1);
    String type =
        "io.kubernetes.client.openapi.models." + version.toUpperCase(Locale.ROOT) + manifest.kind();
    JsonElement json = JsonParser.parseString(manifest.json().toString());
    try {
      JSON.createGson();
      Class.forName(type).getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
      return Optional.empty();
    } catch (InvocationTargetException e) {
      return Optional.of(String.valueOf(e.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      return Optional.of("no kind %s in %s".formatted(manifest.kind(), manifest.apiVersion()));
    }
  }

  private static List<String> byFabric8Model(Manifest manifest) {
    try {
      Object object = FABRIC8.unmarshal(manifest.json().toString());
      if (object instanceof GenericKubernetesResource) {
        return List.of("no model of %s %s".formatted(manifest.apiVersion(), manifest.kind()));
      }
      return ModelWalk.mistakes(object);
    } catch (RuntimeException e) {
      return List.of(rootMessage(e));
    }
  }

  private static List<String> byStrimziModel(Manifest manifest) {
    Class<?> type = STRIMZI.get(manifest.kind());
    if (type == null || !manifest.apiVersion().equals("kafka.strimzi.io/v1")) {
      return List.of("no model of %s %s".formatted(manifest.apiVersion(), manifest.kind()));
    }
    try {
      return ModelWalk.mistakes(FABRIC8.unmarshal(manifest.json().toString(), type));
    } catch (RuntimeException e) {
      return List.of(rootMessage(e));
    }
  }

  private static List<String> bySchema(Manifest manifest) {
    String file = "/schemas/%s.json".formatted(manifest.kind());
    InputStream source = StrictValidation.class.getResourceAsStream(file);
    if (source == null) {
      return List.of("no schema of %s %s".formatted(manifest.apiVersion(), manifest.kind()));
    }
    JsonSchema schema = SCHEMAS.getSchema(source);
    return schema.validate(manifest.json()).stream().map(Object::toString).toList();
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
