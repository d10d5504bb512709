package io.lowland.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The values in ci/ reach every branch of the templates. Each branch in turn is replaced by one
 * that fails; where rendering never does, the branch was never taken.
 */
class BranchCoverageTest {
  private static final Pattern ACTION =
      Pattern.compile("\\{\\{-?\\s*(?<word>if|with|range|else|end|define)\\b[^}]*?-?}}");
  private static final String MARK = "branch was taken";
  private static final String TRAP = "{{ fail \"" + MARK + "\" }}";

  @TempDir Path folder;
  private final List<Path> matrix = new ArrayList<>(Chart.LOWLAND.matrix());

  /** A place where a trap can be put: the branch that starts or would start there. */
  private record Branch(String file, int position, String trap, String description) {}

  private record Opened(String word, String text, int line, boolean hasElse) {}

  @Test
  void valuesReachEveryBranch() {
    Chart copy = Chart.LOWLAND.copyForRendering(folder.resolve("lowland"));
    List<String> never = new ArrayList<>();
    int branches = 0;
    for (Path path : Repository.filesBelow(copy.folder().resolve("templates"))) {
      String file = copy.folder().relativize(path).toString();
      String text = copy.read(file);
      // NOTES.txt is no manifest, so it is not rendered here; what is refused has its own test.
      if (file.endsWith("NOTES.txt")) {
        continue;
      }
      for (Branch branch : branches(file, text)) {
        branches++;
        copy.write(file, trapped(text, branch));
        if (!isTaken(copy)) {
          never.add(branch.description());
        }
      }
      copy.write(file, text);
    }
    assertThat(branches).isGreaterThan(100);
    assertThat(never).isEmpty();
  }

  private static String trapped(String text, Branch branch) {
    return text.substring(0, branch.position()) + branch.trap() + text.substring(branch.position());
  }

  /** Tries what took the branch before first, as neighbours are often taken together. */
  private boolean isTaken(Chart chart) {
    for (Path values : matrix) {
      if (fails(chart, values)) {
        matrix.remove(values);
        matrix.add(0, values);
        return true;
      }
    }
    return false;
  }

  private static boolean fails(Chart chart, Path values) {
    try {
      chart.template(values, Map.of());
      return false;
    } catch (RuntimeException e) {
      if (!e.getMessage().contains(MARK)) {
        throw e;
      }
      return true;
    }
  }

  private static List<Branch> branches(String file, String text) {
    List<Branch> branches = new ArrayList<>();
    Deque<Opened> open = new ArrayDeque<>();
    Matcher action = ACTION.matcher(text);
    while (action.find()) {
      int line = 1 + (int) text.substring(0, action.start()).chars().filter(c -> c == '\n').count();
      Opened opened = new Opened(action.group("word"), action.group(), line, false);
      String description = "%s:%d %s".formatted(file, line, action.group());
      switch (opened.word()) {
        case "if", "with", "range" -> {
          open.push(opened);
          add(branches, text, file, action.end(), TRAP, description);
        }
        case "else" -> {
          Opened whole = open.pop();
          boolean last = !opened.text().contains("else if");
          open.push(new Opened(whole.word(), whole.text(), whole.line(), last));
          add(branches, text, file, action.end(), TRAP, description);
        }
        case "end" -> {
          Opened whole = open.pop();
          // Not to enter a loop is no case of its own: the lists in question are never empty.
          if (!whole.hasElse() && (whole.word().equals("if") || whole.word().equals("with"))) {
            String without = "%s:%d not %s".formatted(file, whole.line(), whole.text());
            add(branches, text, file, action.start(), "{{ else }}" + TRAP, without);
          }
        }
        default -> open.push(opened);
      }
    }
    return branches;
  }

  /** Leaves out what RefusalTest is about, and what only a cluster knows. */
  private static void add(
      List<Branch> branches, String text, String file, int at, String trap, String description) {
    if (!text.substring(at).stripLeading().startsWith("{{- fail")
        && !description.endsWith(" {{- if $present }}")) {
      branches.add(new Branch(file, at, trap, description));
    }
  }
}
