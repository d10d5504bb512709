package io.lowland.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimCheckTest {
  private static final int LIMIT = 10;

  @TempDir Path directory;

  @Test
  void largeCheckpointIsStoredAndFoundAgain() {
    ClaimCheck check = new ClaimCheck(Optional.of(directory), LIMIT);
    byte[] small = bytes("0123456789");
    byte[] large = bytes("0123456789a");
    assertThat(check.deposit(small)).isEqualTo(small);
    byte[] message = check.deposit(large);
    assertThat(ClaimCheck.isReference(message)).isTrue();
    assertThat(check.redeem(message)).isEqualTo(large);
  }

  @Test
  void contentThatWasChangedIsRefused() throws IOException {
    ClaimCheck check = new ClaimCheck(Optional.of(directory), LIMIT);
    byte[] message = check.deposit(bytes("0123456789a"));
    String id = new String(message, StandardCharsets.US_ASCII).substring("file:".length());
    Files.writeString(directory.resolve(id), "something else");
    assertThatThrownBy(() -> check.redeem(message))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected content with the digest");
  }

  /**
   * They have the length of a reference, and would name another file if they were taken for one.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:../../../../../../../../../../../../../../../../../../../etc/passwd",
        "file:/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
        "file:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void pathIsNoReference(String message) {
    assertThat(ClaimCheck.isReference(bytes(message))).isFalse();
    assertThat(new ClaimCheck(Optional.of(directory), LIMIT).redeem(bytes(message)))
        .isEqualTo(bytes(message));
  }

  @Test
  void whatCannotBeStoredLeavesNothingBehind() throws IOException {
    ClaimCheck check = new ClaimCheck(Optional.of(directory), LIMIT);
    byte[] message = check.deposit(bytes("0123456789a"));
    Path file =
        directory.resolve(
            new String(message, StandardCharsets.US_ASCII).substring("file:".length()));
    Files.delete(file);
    Files.createDirectories(file.resolve("in the way"));
    assertThatThrownBy(() -> check.deposit(bytes("0123456789a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be stored");
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void referenceWithoutASharedDirectoryIsRefused() {
    byte[] message = bytes("file:" + "0".repeat(64));
    assertThatThrownBy(() -> new ClaimCheck(Optional.empty(), LIMIT).redeem(message))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("set the claim-check directory");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
