package io.lowland.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fenced block of a document.
 *
 * @param document path below the repository's root
 * @param line of the opening fence, 1-based
 * @param language after the fence; empty for commands
 * @param text without the fences, and without the indentation of the opening one
 */
record Snippet(String document, int line, String language, String text) {
  private static final String FENCE = "```";
  private static final int DEPTH = 4;
  private static final Set<String> SKIPPED = Set.of("target", "node_modules");

  /** Every block of every document below {@code root}. */
  static List<Snippet> all(Path root) {
    return documents(root, DEPTH).flatMap(file -> of(root, file).stream()).toList();
  }

  /** In the order of their names. Folders that a build writes to meanwhile are not looked into. */
  private static Stream<Path> documents(Path folder, int depth) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Snippet::isLookedAt).sorted().toList().stream()
          .flatMap(
              entry ->
                  Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                      ? depth > 1 ? documents(entry, depth - 1) : Stream.of()
                      : Stream.of(entry).filter(file -> file.toString().endsWith(".md")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLookedAt(Path entry) {
    String name = entry.getFileName().toString();
    return !SKIPPED.contains(name) && !name.startsWith(".");
  }

  private static List<Snippet> of(Path root, Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Snippet> snippets = new ArrayList<>();
    for (int start = 0; start < lines.size(); start++) {
      int indent = lines.get(start).indexOf(FENCE);
      if (indent < 0
          || !lines.get(start).isBlank() && !lines.get(start).strip().startsWith(FENCE)) {
        continue;
      }
      int end = start + 1;
      while (!lines.get(end).strip().equals(FENCE)) {
        end++;
      }
      snippets.add(
          new Snippet(
              root.relativize(file).toString(),
              start + 1,
              lines.get(start).strip().substring(FENCE.length()),
              lines.subList(start + 1, end).stream()
                  .map(line -> line.length() <= indent ? line.strip() : line.substring(indent))
                  .collect(Collectors.joining("\n", "", "\n"))));
      start = end;
    }
    return snippets;
  }

  String firstLine() {
    return text.lines().findFirst().orElse("");
  }

  @Override
  public String toString() {
    return document + ":" + line + " " + firstLine();
  }
}
