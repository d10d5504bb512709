package io.lowland.contracts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Keeps large checkpoints out of the broker. A value above the limit is stored in a directory that
 * trainer and metrics services share, under the digest of its content; the message holds {@code
 * file:DIGEST} instead. The name is never taken as a path, so a message cannot name other files.
 *
 * @param directory shared by all services; without one, nothing is stored and large values are sent
 *     as they are
 * @param limitBytes the largest value that is sent itself
 */
public record ClaimCheck(Optional<Path> directory, int limitBytes) {
  private static final String PREFIX = "file:";
  private static final int REFERENCE_LENGTH = PREFIX.length() + 64;

  /** Whether {@code message} is a reference and not a checkpoint. */
  public static boolean isReference(byte[] message) {
    return message.length == REFERENCE_LENGTH
        && new String(message, StandardCharsets.US_ASCII).matches(PREFIX + "[0-9a-f]{64}");
  }

  /**
   * What to send for {@code checkpoint}: itself, or a reference to where it was stored.
   *
   * @throws IllegalStateException if it cannot be stored
   */
  public byte[] deposit(byte[] checkpoint) {
    return checkpoint.length <= limitBytes || directory.isEmpty() ? checkpoint : store(checkpoint);
  }

  /**
   * Stores {@code checkpoint}, however large, and returns the reference to send.
   *
   * @throws IllegalStateException if it cannot be stored, or if there is no directory
   */
  public byte[] store(byte[] checkpoint) {
    Path shared =
        directory.orElseThrow(() -> new IllegalStateException("there is no claim-check directory"));
    String id = Digests.sha256(checkpoint);
    Path file = shared.resolve(id);
    try {
      Files.createDirectories(shared);
      // Readers never see half a file, and two writers of the same content do not disturb.
      Path part = Files.createTempFile(shared, id, ".part");
      try {
        Files.write(part, checkpoint);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        // A full disk would be filled further by each attempt.
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "checkpoint of %d bytes cannot be stored as %s: %s".formatted(checkpoint.length, file, e),
          e);
    }
    return (PREFIX + id).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The checkpoint that {@code message} is or refers to.
   *
   * @throws IllegalArgumentException if the reference leads nowhere or to other content
   */
  public byte[] redeem(byte[] message) {
    if (!isReference(message)) {
      return message;
    }
    String id = new String(message, StandardCharsets.US_ASCII).substring(PREFIX.length());
    Path shared =
        directory.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "checkpoint %s is in a shared directory; set the claim-check directory"
                        .formatted(id)));
    try {
      byte[] checkpoint = Files.readAllBytes(shared.resolve(id));
      if (!Digests.sha256(checkpoint).equals(id)) {
        throw new IllegalArgumentException(
            "%s: expected content with the digest it is named after".formatted(shared.resolve(id)));
      }
      return checkpoint;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "%s: not there; expected a checkpoint in the directory all services share"
              .formatted(shared.resolve(id)),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be read: %s".formatted(shared.resolve(id), e), e);
    }
  }
}
