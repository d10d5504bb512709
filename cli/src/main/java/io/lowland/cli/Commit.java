package io.lowland.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which commit of Lowland's source this is, where it runs from a clone and git is there. */
final class Commit {
  private static final List<String> DESCRIBE =
      List.of("git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*");

  private Commit() {}

  /** The first digits of the commit's name, with {@code -dirty} where files were changed since. */
  static Optional<String> of(Path clone) {
    if (!clone.resolve(".git").toFile().exists()) {
      return Optional.empty();
    }
    try {
      Process git =
          new ProcessBuilder(DESCRIBE)
              .directory(clone.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 && !name.isEmpty() ? Optional.of(name) : Optional.empty();
    } catch (IOException noGit) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
