package io.lowland.cli;

import io.lowland.contracts.ExperimentReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/**
 * Stands for {@code ./lowland} where a test tries the commands of the documents: the same command
 * line, with what would take long done small. {@code run} trains the first experiment alone, with
 * four seeds, and checks the others' files; {@code up} finds the stack of the test running, which
 * may have no MNIST, so {@code submit} names digits drawn by code; {@code test} looks for the
 * modules that are named.
 */
final class DocumentedCommand {
  private static final String FIRST_RUN = "experiments/first-run.yaml";

  private DocumentedCommand() {}

  public static void main(String[] arguments) {
    List<String> line = List.of(arguments);
    switch (line.getFirst()) {
      case "up" -> parse(line);
      case "test" -> requireModules(line);
      case "run" -> run(line);
      case "submit" -> Lowland.main(onDigitsThatAreAlwaysThere(line));
      default -> Lowland.main(arguments);
    }
  }

  private static void run(List<String> line) {
    if (line.contains(FIRST_RUN) && !line.contains("--seeds")) {
      Lowland.main(append(line, "--seeds", "0-3"));
    }
    parse(line);
    line.stream()
        .filter(word -> word.endsWith(".yaml"))
        .forEach(file -> ExperimentReader.read(Path.of(file)));
  }

  private static String[] onDigitsThatAreAlwaysThere(List<String> line) {
    return line.stream()
        .map(word -> word.equals("mnist") ? "synthetic-digits" : word)
        .toArray(String[]::new);
  }

  private static String[] append(List<String> line, String... words) {
    String[] all = Arrays.copyOf(line.toArray(String[]::new), line.size() + words.length);
    System.arraycopy(words, 0, all, line.size(), words.length);
    return all;
  }

  private static void parse(List<String> line) {
    CommandLine.ParseResult result = Lowland.commandLine().parseArgs(line.toArray(String[]::new));
    System.out.println("understood: " + result.originalArgs());
  }

  private static void requireModules(List<String> line) {
    int option = line.indexOf("-pl");
    if (option >= 0 && !Files.exists(Path.of(line.get(option + 1), "pom.xml"))) {
      throw new IllegalArgumentException("no such module: " + line.get(option + 1));
    }
  }
}
