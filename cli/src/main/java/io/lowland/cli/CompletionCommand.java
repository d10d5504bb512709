package io.lowland.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes commands and options in bash or zsh.",
      "For this shell:  source <(./lowland completion bash)",
      "For every one, put that line, with the path of lowland, into ~/.bashrc or ~/.zshrc."
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  /** The shells; picocli's script is for both. */
  enum Shell {
    bash,
    zsh
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    String script = AutoComplete.bash(Lowland.NAME, spec.root().commandLine());
    // zsh runs scripts for bash once it has been told to.
    out.print(shell == Shell.zsh ? "autoload -U +X compinit && compinit\n" + script : script);
    out.flush();
    return 0;
  }
}
