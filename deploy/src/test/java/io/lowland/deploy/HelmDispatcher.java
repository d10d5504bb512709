package io.lowland.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Turns what Helm sends into what fabric8's mock server understands: Secrets in protobuf, strategic
 * merge patches (Helm 3) and server-side apply (Helm 4, the only manager of its objects, so that
 * what it applies is all there is).
 */
final class HelmDispatcher extends Dispatcher {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STRATEGIC = "application/strategic-merge-patch+json";
  private static final String APPLY = "application/apply-patch+yaml";

  private final Dispatcher store;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  HelmDispatcher(Dispatcher store) {
    this.store = store;
  }

  /** Answers 403 to whoever would create an object of this kind. */
  void refuse(String kind) {
    refused.add(kind);
  }

  /** The objects of a collection. */
  List<Manifest> list(String collection) {
    return Manifest.elements(read(send(HttpMethod.GET, collection, null).getBody()).path("items"))
        .map(Manifest::new)
        .toList();
  }

  @Override
  public synchronized MockResponse dispatch(RecordedRequest request) {
    try {
      return answer(request).setHeader("content-type", "application/json");
    } catch (RuntimeException | Error e) {
      // Otherwise the client would wait for an answer that never comes.
      return failure(500, "InternalError", String.valueOf(e));
    }
  }

  private MockResponse answer(RecordedRequest request) {
    String path = request.getPath().replaceFirst("\\?.*", "");
    return switch (request.method()) {
      case GET -> got(request, path);
      case POST -> created(path, read(request.getBody()));
      case PUT -> send(HttpMethod.PUT, path, read(request.getBody()));
      case PATCH -> patched(request, path);
      default -> store.dispatch(request);
    };
  }

  private MockResponse got(RecordedRequest request, String path) {
    if (path.endsWith("/replicasets")) {
      return json(200, RolledOut.replicaSets(list(path.replace("/replicasets", "/deployments"))));
    }
    if (!path.contains("/namespaces/")) {
      // What is always the same is found by its path alone, whatever timeout the client adds.
      return send(HttpMethod.GET, path, null);
    }
    MockResponse response = store.dispatch(request);
    if (response.code() != 200) {
      return response;
    }
    ObjectNode object = read(response.getBody());
    if (object.has("items")) {
      return json(200, object.put("kind", kindOf(path) + "List"));
    }
    return json(200, RolledOut.asSeenByClients(object));
  }

  /** The mock server calls every list "List", by which clients cannot tell what is in it. */
  private static String kindOf(String collection) {
    return collection.endsWith("/secrets") ? "Secret" : "";
  }

  private MockResponse created(String collection, ObjectNode object) {
    String kind = object.path("kind").asText();
    return refused.contains(kind)
        ? failure(403, "Forbidden", "admission webhook denied the request: no " + kind)
        : send(HttpMethod.POST, collection, object);
  }

  private MockResponse patched(RecordedRequest request, String path) {
    String type = request.getHeader("content-type");
    MockResponse present = send(HttpMethod.GET, path, null);
    if (type.equals(APPLY)) {
      ObjectNode applied = read(request.getBody());
      return present.code() == 404
          ? created(path.substring(0, path.lastIndexOf('/')), applied)
          : send(HttpMethod.PUT, path, applied);
    }
    if (!type.equals(STRATEGIC) || present.code() == 404) {
      return store.dispatch(request);
    }
    ObjectNode object = read(present.getBody());
    StrategicMerge.apply(object, read(request.getBody()));
    return send(HttpMethod.PUT, path, object);
  }

  private MockResponse send(HttpMethod method, String path, JsonNode body) {
    Headers headers = Headers.builder().add("Content-Type", "application/json").build();
    byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
    return store.dispatch(
        new RecordedRequest("HTTP/1.1", method, path, headers, new Buffer(bytes)));
  }

  private static ObjectNode read(Buffer body) {
    byte[] bytes = body.getBytes();
    try {
      return ProtobufSecret.isProtobuf(bytes)
          ? ProtobufSecret.read(bytes)
          // YAML, which is what is applied, and JSON as well.
          : (ObjectNode) Manifest.YAML.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MockResponse failure(int status, String reason, String message) {
    ObjectNode failure = JSON.createObjectNode();
    failure.put("apiVersion", "v1").put("kind", "Status").put("status", "Failure");
    failure.put("reason", reason).put("message", message).put("code", status);
    return json(status, failure).setHeader("content-type", "application/json");
  }

  private static MockResponse json(int status, JsonNode body) {
    return new MockResponse().setResponseCode(status).setBody(body.toString());
  }
}
