package io.lowland.contracts;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the YAML parser stumbled over, in plain words: those of the parser speak of its tokens.
 *
 * @param line where, counted from 1, if the parser says it
 * @param found what stands there
 * @param expected what should stand there
 */
record YamlMistake(OptionalInt line, String found, String expected) {
  private static final Pattern MARK = Pattern.compile("line (\\d+), column \\d+");
  private static final Pattern DUPLICATE =
      Pattern.compile("[Dd]uplicate (?:field|key) '?([^'\\s]+)");
  private static final String NO_COLON = "could not find expected ':'";

  /**
   * A part of what the parser says, and what it means.
   *
   * @param said the part
   */
  private record Meaning(String said, String found, String expected) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning("(TAB)", "a tab", "spaces: YAML is not indented by tabs"),
          new Meaning(
              "expected <block end>, but found",
              "another indentation than that of the fields before",
              "fields that belong together to begin in the same column"),
          new Meaning(
              "mapping values are not allowed here",
              "a second field in one line, or one indented deeper than the field before",
              "one field a line, all of them in the same column; a text with ': ' in quotes"),
          new Meaning(NO_COLON, "a line that is no field", "'field: value'"),
          new Meaning("expected ',' or ']'", "a list that is not closed", "[a, b, c]"),
          new Meaning(
              "expected ',' or '}'", "a group of fields that is not closed", "{a: 1, b: 2}"));

  /**
   * What the parser's {@code message} means.
   *
   * @param otherwise what was expected when that is not known
   */
  static YamlMistake of(String message, String otherwise) {
    List<Integer> lines =
        MARK.matcher(message).results().map(mark -> Integer.valueOf(mark.group(1))).toList();
    Matcher twice = DUPLICATE.matcher(message);
    if (twice.find()) {
      return new YamlMistake(
          last(lines), "'%s' again".formatted(twice.group(1)), "each field once");
    }
    return MEANINGS.stream()
        .filter(meaning -> message.contains(meaning.said()))
        .map(meaning -> new YamlMistake(line(meaning, lines), meaning.found(), meaning.expected()))
        .findFirst()
        .orElseGet(
            () ->
                new YamlMistake(
                    last(lines), message.lines().findFirst().orElse("unreadable"), otherwise));
  }

  /** The parser notices a missing colon in the line below the one that it is missing from. */
  private static OptionalInt line(Meaning meaning, List<Integer> lines) {
    return meaning.said().equals(NO_COLON) && !lines.isEmpty()
        ? OptionalInt.of(lines.getFirst())
        : last(lines);
  }

  private static OptionalInt last(List<Integer> lines) {
    return lines.isEmpty() ? OptionalInt.empty() : OptionalInt.of(lines.getLast());
  }
}
