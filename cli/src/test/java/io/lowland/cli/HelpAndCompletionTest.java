package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lowland.cli.CommandRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpAndCompletionTest {

  @TempDir Path directory;

  @Test
  void helpListsEveryCommandOnceUnderWhatItIsFor() {
    String help = CommandRunner.run("--help").out();

    assertThat(help)
        .containsSubsequence(
            "Experiments\n",
            "A stack that stays\n",
            "Single networks, without a stack\n",
            "Further commands\n",
            "Examples:")
        .doesNotContain("\u001b[");
    for (String command : Lowland.commandLine().getSubcommands().keySet()) {
      assertThat(help.lines().filter(line -> line.startsWith("  " + command + " ")))
          .as(command)
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "submit", "clean", "completion"})
  void everyCommandHasHelpThatFitsATerminal(String command) {
    Outcome outcome = CommandRunner.run(command, "--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void bashCompletesCommandsAndTheirOptions() throws Exception {
    assumeTrue(Workbench.onPath("bash").findAny().isPresent(), "skipped: no bash");
    Outcome script = CommandRunner.run("completion", "bash");
    assertThat(script.code()).isZero();
    Files.writeString(directory.resolve("completion.sh"), script.out());

    assertThat(completed("./lowland su")).isEqualTo("submit");
    assertThat(completed("./lowland submit --exp")).isEqualTo("--experiment");
    assertThat(completed("./lowland run --re")).isEqualTo("--resume");
  }

  @Test
  void zshIsToldToRunScriptsForBash() {
    assertThat(CommandRunner.run("completion", "zsh").out()).contains("compinit", "bashcompinit");
  }

  @Test
  void unknownShellIsWrongUsage() {
    Outcome outcome = CommandRunner.run("completion", "fish");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("fish", "bash, zsh");
  }

  private String completed(String line) throws IOException, InterruptedException {
    String commands =
        """
        source completion.sh
        compopt() { :; } # works in a real completion alone
        COMP_LINE='%s'; COMP_WORDS=($COMP_LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_POINT=${#COMP_LINE}
        complete -p lowland >/dev/null
        _complete_lowland
        echo "${COMPREPLY[*]}"
        """
            .formatted(line);
    Path output = directory.resolve("completed.txt");
    Process bash =
        new ProcessBuilder("bash", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output).strip();
  }
}
