package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * As much of a Kubernetes API server as Helm needs to install something: it tells which kinds there
 * are, and keeps objects. It has no defaults, no admission and no controllers, and merges patches
 * by RFC 7386, so a list in a patch replaces the list there was.
 */
final class KubernetesStore implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, List<String>> KINDS =
      new TreeMap<>(
          Map.of(
              "v1", List.of("ConfigMap", "Secret", "Service", "ServiceAccount"),
              "apps/v1", List.of("Deployment", "StatefulSet"),
              "autoscaling/v2", List.of("HorizontalPodAutoscaler"),
              "networking.k8s.io/v1", List.of("Ingress", "NetworkPolicy"),
              "policy/v1", List.of("PodDisruptionBudget")));

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final HttpServer server;

  private KubernetesStore(HttpServer server) {
    this.server = server;
  }

  /** Starts on a free port of the loopback interface. */
  static KubernetesStore start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    KubernetesStore store = new KubernetesStore(server);
    server.createContext("/", store::answer);
    server.start();
    return store;
  }

  /** For clients. */
  String kubeConfig() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: store, cluster: {server: "http://%s:%d"}}]
    users: [{name: nobody, user: {}}]
    contexts: [{name: store, context: {cluster: store, user: nobody, namespace: lowland}}]
    current-context: store
    """
        .formatted(
            server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort());
  }

  /** The object of this kind and name, if it is there. */
  synchronized Optional<Manifest> find(String kind, String name) {
    return manifests().filter(m -> m.is(kind) && m.name().equals(name)).findFirst();
  }

  /** Kind and name of everything but Helm's own records. */
  synchronized List<String> labels() {
    return manifests()
        .filter(m -> !m.at("/metadata/labels/owner").asText().equals("helm"))
        .map(Manifest::label)
        .sorted()
        .toList();
  }

  private Stream<Manifest> manifests() {
    return objects.values().stream().map(Manifest::new);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Answer answer;
    try {
      answer = answerTo(exchange);
    } catch (IOException | RuntimeException e) {
      answer = failure(500, "InternalError", String.valueOf(e));
    }
    byte[] body = JSON.writeValueAsBytes(answer.body());
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private record Answer(int status, JsonNode body) {}

  private synchronized Answer answerTo(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.contains("/namespaces/")) {
      return discovery(path);
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    ObjectNode present = objects.get(path);
    return switch (exchange.getRequestMethod()) {
      case "POST" -> create(path, read(body));
      case "GET" ->
          isCollection(path) ? list(path, exchange.getRequestURI().getRawQuery()) : got(present);
      case "PUT" -> present == null ? got(null) : keep(path, read(body), 200);
      case "PATCH" -> present == null ? got(null) : keep(path, merge(present, read(body)), 200);
      case "DELETE" -> got(objects.remove(path));
      default -> failure(405, "MethodNotAllowed", exchange.getRequestMethod());
    };
  }

  private static ObjectNode read(byte[] body) throws IOException {
    return ProtobufSecret.isProtobuf(body)
        ? ProtobufSecret.read(body)
        : (ObjectNode) JSON.readTree(body);
  }

  private Answer create(String collection, ObjectNode object) {
    String path = collection + "/" + object.at("/metadata/name").asText();
    return objects.containsKey(path)
        ? failure(409, "AlreadyExists", path)
        : keep(path, object, 201);
  }

  private Answer keep(String path, ObjectNode object, int status) {
    objects.put(path, object);
    return new Answer(status, object);
  }

  private static Answer got(ObjectNode object) {
    return object == null ? failure(404, "NotFound", "not found") : new Answer(200, object);
  }

  private Answer list(String collection, String query) {
    ObjectNode list = JSON.createObjectNode();
    list.put("apiVersion", apiVersion(collection)).put("kind", kind(collection) + "List");
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    String selector =
        Stream.of(String.valueOf(query).split("&", -1))
            .filter(parameter -> parameter.startsWith("labelSelector="))
            .map(p -> URLDecoder.decode(p.substring(p.indexOf('=') + 1), StandardCharsets.UTF_8))
            .findFirst()
            .orElse("");
    objects.forEach(
        (path, object) -> {
          if (path.startsWith(collection + "/") && matches(object, selector)) {
            items.add(object);
          }
        });
    return new Answer(200, list);
  }

  private static boolean matches(ObjectNode object, String selector) {
    JsonNode labels = object.at("/metadata/labels");
    return Stream.of(selector.split(",", -1))
        .filter(term -> !term.isEmpty())
        .map(term -> term.split("=", 2))
        .allMatch(term -> labels.path(term[0]).asText().equals(term[1]));
  }

  /** RFC 7386. */
  private static ObjectNode merge(ObjectNode target, ObjectNode patch) {
    patch
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              if (value.isNull()) {
                target.remove(field.getKey());
              } else if (value.isObject() && target.path(field.getKey()).isObject()) {
                merge((ObjectNode) target.get(field.getKey()), (ObjectNode) value);
              } else if (!field.getKey().startsWith("$")) {
                target.set(field.getKey(), value);
              }
            });
    return target;
  }

  private static Answer failure(int status, String reason, String message) {
    ObjectNode failure = JSON.createObjectNode();
    failure.put("apiVersion", "v1").put("kind", "Status").put("status", "Failure");
    failure.put("reason", reason).put("message", message).put("code", status);
    return new Answer(status, failure);
  }

  private static Answer discovery(String path) {
    ObjectNode body = JSON.createObjectNode();
    switch (path) {
      case "/version" ->
          body.put("major", "1").put("minor", "34").put("gitVersion", "v" + Chart.KUBERNETES);
      case "/api" -> body.put("kind", "APIVersions").putArray("versions").add("v1");
      case "/apis" -> {
        ArrayNode groups =
            body.put("kind", "APIGroupList").put("apiVersion", "v1").putArray("groups");
        KINDS.keySet().stream().filter(v -> v.contains("/")).forEach(v -> addGroup(groups, v));
      }
      default -> {
        String version = path.replaceFirst("^/apis?/", "");
        if (!KINDS.containsKey(version)) {
          return failure(404, "NotFound", path);
        }
        body.put("kind", "APIResourceList").put("apiVersion", "v1").put("groupVersion", version);
        ArrayNode resources = body.putArray("resources");
        KINDS.get(version).forEach(kind -> addResource(resources, kind));
      }
    }
    return new Answer(200, body);
  }

  private static void addGroup(ArrayNode groups, String apiVersion) {
    String[] parts = apiVersion.split("/", 2);
    ObjectNode group = groups.addObject().put("name", parts[0]);
    ObjectNode version =
        JSON.createObjectNode().put("groupVersion", apiVersion).put("version", parts[1]);
    group.putArray("versions").add(version);
    group.set("preferredVersion", version);
  }

  private static void addResource(ArrayNode resources, String kind) {
    ObjectNode resource = resources.addObject().put("name", plural(kind)).put("kind", kind);
    resource.put("singularName", kind.toLowerCase(Locale.ROOT)).put("namespaced", true);
    ArrayNode verbs = resource.putArray("verbs");
    List.of("create", "delete", "get", "list", "patch", "update").forEach(verbs::add);
  }

  private static String plural(String kind) {
    String name = kind.toLowerCase(Locale.ROOT);
    if (name.endsWith("y")) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    return name.endsWith("s") ? name + "es" : name + "s";
  }

  private static boolean isCollection(String path) {
    return !kind(path).isEmpty();
  }

  private static String kind(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    return KINDS.getOrDefault(apiVersion(path), List.of()).stream()
        .filter(kind -> plural(kind).equals(last))
        .findFirst()
        .orElse("");
  }

  private static String apiVersion(String path) {
    return path.substring(0, path.indexOf("/namespaces/")).replaceFirst("^/apis?/", "");
  }
}
