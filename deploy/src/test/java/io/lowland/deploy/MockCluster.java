package io.lowland.deploy;

import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Kubernetes API server that keeps what it is given, on a free port of the loopback interface:
 * fabric8's mock server, with what Helm asks for in addition. It has no defaults and no admission,
 * and every Deployment is rolled out at once.
 */
final class MockCluster implements AutoCloseable {
  /** Of the server, which else tells of every request; kept, as loggers without users are lost. */
  private static final Logger LOG = Logger.getLogger(MockWebServer.class.getName());

  private final KubernetesMockServer server;
  private final HelmDispatcher dispatcher;

  private MockCluster(KubernetesMockServer server, HelmDispatcher dispatcher) {
    this.server = server;
    this.dispatcher = dispatcher;
  }

  static MockCluster start() {
    LOG.setLevel(Level.WARNING);
    // Answers that are always the same; the server adds to this map what the dispatcher looks up.
    Map<ServerRequest, Queue<ServerResponse>> fixed = new HashMap<>();
    HelmDispatcher dispatcher = new HelmDispatcher(new KubernetesMixedDispatcher(fixed));
    String[] version = Chart.KUBERNETES.split("\\.");
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(Serialization.jsonMapper()),
            new MockWebServer(),
            fixed,
            dispatcher,
            false,
            new VersionInfo.Builder()
                .withMajor(version[0])
                .withMinor(version[1])
                .withGitVersion("v" + Chart.KUBERNETES)
                .build());
    server.init(InetAddress.getLoopbackAddress(), 0);
    Discovery.answer(server);
    return new MockCluster(server, dispatcher);
  }

  /** For clients. */
  String kubeConfig() {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: mock, cluster: {server: "http://127.0.0.1:%d"}}]
    users: [{name: nobody, user: {}}]
    contexts: [{name: mock, context: {cluster: mock, user: nobody, namespace: lowland}}]
    current-context: mock
    """
        .formatted(server.getPort());
  }

  /** Refuses to create objects of this kind from now on, as an admission webhook may. */
  void refuse(String kind) {
    dispatcher.refuse(kind);
  }

  /** Everything there is but Helm's own records. */
  ClusterObjects objects() {
    return ClusterObjects.of(
        Discovery.collections().stream().flatMap(path -> dispatcher.list(path).stream()).toList());
  }

  @Override
  public void close() {
    server.destroy();
  }
}
