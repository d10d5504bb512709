package io.lowland.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
  private static final Set<String> SKIPPED = Set.of("target", "node_modules");

  /** Every block of every document below {@code root}. */
  static List<Snippet> all(Path root) {
    try (Stream<Path> files = Files.walk(root, 4)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> isDocument(root.relativize(file)))
          .sorted()
          .flatMap(file -> of(root, file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDocument(Path relative) {
    for (Path part : relative) {
      if (SKIPPED.contains(part.toString()) || part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
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
