package io.lowland.trainer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The keys of which one lets its holder change something; several, so that one can be replaced
 * while both are accepted. Only their SHA-256 is kept.
 */
final class ApiKeys {
  /** Characters a key must have: 16 random ones of 64 kinds are 96 bits. */
  static final int SHORTEST = 16;

  /** What fits into an Authorization header as it is (RFC 6750, section 2.1). */
  private static final Pattern KEY =
      Pattern.compile("[A-Za-z0-9._~+/-]{%d,}=*".formatted(SHORTEST));

  private final List<byte[]> digests;

  /**
   * The keys given.
   *
   * @throws IllegalArgumentException if one of them is not a key; the message does not show it
   */
  ApiKeys(List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (!KEY.matcher(keys.get(i)).matches()) {
        throw new IllegalArgumentException(
            ("lowland.trainer.api-keys: key %d of %d has %d characters; expected at least %d of"
                    + " A-Z a-z 0-9 . _ ~ + / -")
                .formatted(i + 1, keys.size(), keys.get(i).length(), SHORTEST));
      }
    }
    this.digests = keys.stream().map(ApiKeys::digest).toList();
  }

  /** Whether {@code presented} is one of the keys; how long this takes tells nothing about them. */
  boolean accept(String presented) {
    byte[] digest = digest(presented);
    boolean found = false;
    for (byte[] key : digests) {
      found |= MessageDigest.isEqual(key, digest);
    }
    return found;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
