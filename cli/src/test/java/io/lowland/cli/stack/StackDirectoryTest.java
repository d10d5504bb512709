package io.lowland.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lowland.cli.CommandFailedException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {

  @TempDir Path root;

  @Test
  void processThatClaimedTheDirectoryIsItsOwnerUntilItReleasesIt() throws Exception {
    StackDirectory directory = StackDirectory.create(root);
    assertThat(directory.owner()).isEmpty();

    directory.claim();
    assertThat(directory.owner()).contains(ProcessHandle.current());

    directory.release();
    assertThat(directory.owner()).isEmpty();
  }

  @Test
  void laterProcessWithTheSameNumberIsNotTheOwner() throws Exception {
    Files.write(
        root.resolve("stack.pid"),
        List.of(String.valueOf(ProcessHandle.current().pid()), "2001-01-01T00:00:00Z"));

    assertThat(StackDirectory.of(root).owner()).isEmpty();
  }

  @Test
  void releaseLeavesTheRecordOfAnotherProcess() throws Exception {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    Files.write(
        root.resolve("stack.pid"),
        List.of(
            String.valueOf(parent.pid()), parent.info().startInstant().orElseThrow().toString()));

    StackDirectory.of(root).release();

    assertThat(StackDirectory.of(root).owner()).contains(parent);
  }

  @Test
  void runningStackIsNamedWithItsPageAndHowToStopIt() throws Exception {
    StackDirectory directory = StackDirectory.of(root);
    directory.claim();
    directory.announce(addressesOfAStack());

    assertThatThrownBy(directory::requireFree)
        .isInstanceOf(CommandFailedException.class)
        .hasMessage(
            "a stack already runs in %s (process %d): page http://127.0.0.1:3/; ./lowland down --state %s stops it",
            directory.root(), ProcessHandle.current().pid(), directory.root());
    directory.release();
    directory.requireFree();
  }

  @Test
  void otherCommandsFindItsAddressesAndTheMeasuresItWasStartedWith() throws Exception {
    StackDirectory directory = StackDirectory.create(root);
    directory.claim();
    directory.announce(addressesOfAStack());

    assertThat(StackDirectory.of(root).addresses()).contains(addressesOfAStack());
  }

  @Test
  void recordsAreReplacedAsAWhole() throws Exception {
    StackDirectory directory = StackDirectory.create(root);
    // Whoever has opened the former record still reads all of it.
    Path owner = Files.writeString(root.resolve("stack.pid"), "former");
    try (Reader reader = Files.newBufferedReader(owner)) {
      directory.claim();

      assertThat(reader.readAllAsString()).isEqualTo("former");
    }
    Path addresses = Files.writeString(root.resolve("stack.properties"), "former");
    try (Reader reader = Files.newBufferedReader(addresses)) {
      directory.announce(addressesOfAStack());

      assertThat(reader.readAllAsString()).isEqualTo("former");
    }
    assertThat(directory.addresses()).isPresent();
    assertThat(root).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void unreadableRecordIsReportedWithItsFile() throws Exception {
    Files.writeString(root.resolve("stack.pid"), "nonsense");

    assertThatThrownBy(() -> StackDirectory.of(root).owner())
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("stack.pid");
  }

  private StackAddresses addressesOfAStack() {
    return new StackAddresses(
        "127.0.0.1:1",
        URI.create("http://127.0.0.1:2"),
        URI.create("http://127.0.0.1:3"),
        "jdbc:none",
        root,
        List.of(root.resolve("own.jar")));
  }
}
