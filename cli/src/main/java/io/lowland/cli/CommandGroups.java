package io.lowland.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in the help, by what they are for. */
final class CommandGroups implements IHelpSectionRenderer {
  private static final String OTHERS = "Further commands";
  private static final Map<String, List<String>> GROUPS = groups();

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Experiments", List.of("run", "report", "clean"));
    groups.put("A stack that stays", List.of("up", "submit", "down"));
    groups.put("Single networks, without a stack", List.of("train", "measure", "verify"));
    return groups;
  }

  @Override
  public String render(Help help) {
    Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
    int width = left.keySet().stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    GROUPS.forEach(
        (title, names) -> {
          List<String> present = names.stream().filter(left::containsKey).toList();
          add(lines, title, present, left, width);
          left.keySet().removeAll(present);
        });
    add(lines, OTHERS, List.copyOf(left.keySet()), left, width);
    return lines.stream().collect(Collectors.joining("%n".formatted(), "", "%n".formatted()));
  }

  private static void add(
      List<String> lines, String title, List<String> names, Map<String, Help> commands, int width) {
    if (names.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(commands.get(names.getFirst()).ansi().string("@|bold " + title + "|@"));
    for (String name : names) {
      CommandLine.Model.UsageMessageSpec usage = commands.get(name).commandSpec().usageMessage();
      lines.add("  %s  %s".formatted(padded(name, width), usage.description()[0]));
    }
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width - name.length());
  }
}
