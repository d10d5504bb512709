package io.lowland.trainer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Who may change something here. */
sealed interface WriteAccess {

  /** Whoever has one of the keys. */
  record WithKey(ApiKeys keys) implements WriteAccess {}

  /** Programs of this machine, as nobody else can reach the service. */
  record ThisMachine() implements WriteAccess {}

  /** Everybody: something before the service authenticates, or nothing does. */
  record Everybody() implements WriteAccess {}

  /**
   * What the settings say.
   *
   * @param keys the keys, if any
   * @param unauthenticated whether the service may be open to others without a key
   * @param host where the service listens
   * @throws IllegalArgumentException if others could change something without a key and the
   *     settings do not say so; the message says what to set
   */
  static WriteAccess of(Optional<List<String>> keys, boolean unauthenticated, String host) {
    boolean hasKeys = keys.isPresent() && !keys.get().isEmpty();
    if (hasKeys && unauthenticated) {
      throw new IllegalArgumentException(
          "lowland.trainer.api-keys and lowland.trainer.unauthenticated=true contradict each other;"
              + " set one of them");
    }
    if (hasKeys) {
      return new WithKey(new ApiKeys(keys.get()));
    }
    if (isLoopback(host)) {
      return new ThisMachine();
    }
    if (unauthenticated) {
      return new Everybody();
    }
    throw new IllegalArgumentException(
        ("the trainer listens on %s (quarkus.http.host), where others can reach it, and nothing"
                + " authenticates them. Set lowland.trainer.api-keys (LOWLAND_TRAINER_API_KEYS) to"
                + " one or more keys of at least %d characters, comma-separated; or"
                + " lowland.trainer.unauthenticated=true if something before it authenticates")
            .formatted(host, ApiKeys.SHORTEST));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
