package io.lowland.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the list of commands; the launcher itself runs the tests, with Maven. */
@Command(
    name = "test",
    description = {
      "Run all the tests.",
      "Arguments are passed to Maven, such as -pl core or -Dtest=SplitTest."
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw new CommandFailedException("the tests are run by the launcher: ./lowland test");
  }
}
