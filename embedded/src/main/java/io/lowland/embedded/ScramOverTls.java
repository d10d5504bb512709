package io.lowland.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A broker's listener for clients that authenticate by SCRAM-SHA-512 over TLS ({@code SASL_SSL}),
 * as brokers of companies do; made to test clients' settings. The user may do whatever no access
 * control list is about.
 *
 * @param keyStore PKCS#12, with the broker's key and a certificate for 127.0.0.1
 * @param keyStorePassword of the store and the key
 * @param user the one user there is
 * @param password theirs
 */
public record ScramOverTls(Path keyStore, String keyStorePassword, String user, String password) {
  private static final String LISTENER = "CLIENTS";

  /** Turns the settings of an open broker into those of one that only the user can reach. */
  void secure(Properties settings, int port, int innerPort, int controllerPort) {
    settings.put(
        "listeners",
        "%s://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
            .formatted(LISTENER, port, innerPort, controllerPort));
    settings.put(
        "advertised.listeners",
        "%s://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d".formatted(LISTENER, port, innerPort));
    settings.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,%s:SASL_SSL".formatted(LISTENER));
    String prefix = "listener.name.clients.";
    settings.put(prefix + "sasl.enabled.mechanisms", "SCRAM-SHA-512");
    settings.put(
        prefix + "scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    settings.put(prefix + "ssl.keystore.type", "PKCS12");
    settings.put(prefix + "ssl.keystore.location", keyStore.toString());
    settings.put(prefix + "ssl.keystore.password", keyStorePassword);
    settings.put(prefix + "ssl.key.password", keyStorePassword);
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("allow.everyone.if.no.acl.found", "true");
    // Itself, to which it speaks without authentication.
    settings.put("super.users", "User:ANONYMOUS");
  }

  /** What makes the user known when the broker's directory is formatted. */
  List<String> formatArguments() {
    return List.of("--add-scram", "SCRAM-SHA-512=[name=%s,password=%s]".formatted(user, password));
  }
}
