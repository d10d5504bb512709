package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the controllers of a cluster add to objects, and {@code helm --wait} waits for, as if they
 * had done all their work.
 */
final class RolledOut {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RolledOut() {}

  /** A kept object with what controllers would have added to it. */
  static ObjectNode asSeenByClients(ObjectNode object) {
    ObjectNode seen = object.deepCopy();
    switch (object.path("kind").asText()) {
      case "Deployment", "StatefulSet" ->
          seen.set("status", status(object, object.at("/spec/replicas").asInt(1)));
      case "Service" -> seen.withObjectProperty("spec").put("clusterIP", "10.0.0.1");
      default -> {}
    }
    return seen;
  }

  /** The ReplicaSets that Deployments would have made. */
  static ObjectNode replicaSets(List<Manifest> deployments) {
    ObjectNode list =
        JSON.createObjectNode().put("apiVersion", "apps/v1").put("kind", "ReplicaSetList");
    ArrayNode items = list.putArray("items");
    deployments.forEach(deployment -> items.add(replicaSet(deployment)));
    return list;
  }

  private static ObjectNode replicaSet(Manifest deployment) {
    ObjectNode set = JSON.createObjectNode();
    int replicas = deployment.at("/spec/replicas").asInt(1);
    ObjectNode metadata = set.putObject("metadata");
    metadata.put("name", deployment.name() + "-1").put("namespace", Chart.NAMESPACE);
    metadata.put("generation", 1);
    metadata.set("labels", deployment.at("/spec/template/metadata/labels"));
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "apps/v1")
        .put("kind", "Deployment")
        .put("name", deployment.name())
        .put("uid", deployment.at("/metadata/uid").asText())
        .put("controller", true);
    ObjectNode spec = set.putObject("spec");
    spec.put("replicas", replicas);
    spec.set("selector", deployment.at("/spec/selector"));
    spec.set("template", deployment.at("/spec/template"));
    set.set("status", status(set, replicas));
    return set;
  }

  private static ObjectNode status(JsonNode object, int replicas) {
    return JSON.createObjectNode()
        .put("observedGeneration", object.at("/metadata/generation").asLong(0))
        .put("replicas", replicas)
        .put("updatedReplicas", replicas)
        .put("readyReplicas", replicas)
        .put("availableReplicas", replicas);
  }
}
