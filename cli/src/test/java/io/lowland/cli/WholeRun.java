package io.lowland.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.cli.stack.Shared;
import io.lowland.cli.stack.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A run of {@link Experiments#WHOLE} that nobody disturbed, from its start to its end.
 *
 * @param directory where it was
 * @param bench its output and its result
 * @param children the processes that it started
 * @param code its exit code
 */
record WholeRun(
    TemporaryDirectory directory, RunBench bench, List<ProcessHandle> children, int code)
    implements AutoCloseable {
  private static final String NAME = "whole";
  private static final String RESULT = "whole.json";

  /** For {@code @ExtendWith}: one such run is made for all tests. */
  static final class Provider extends Shared<WholeRun> {
    Provider() {
      super(WholeRun.class, WholeRun::make);
    }
  }

  private static WholeRun make() {
    TemporaryDirectory directory = TemporaryDirectory.create("lowland-whole");
    try {
      RunBench bench = new RunBench(directory.path(), Experiments.WHOLE);
      Process run = bench.start(NAME, "--json", RESULT);
      List<ProcessHandle> children = bench.awaitChildren(NAME, run);
      bench.awaitExit(NAME, run);
      return new WholeRun(directory, bench, children, run.exitValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String output() throws IOException {
    return bench.output(NAME);
  }

  /** The directory that the run kept. */
  Path state() {
    return bench.state();
  }

  Result result() throws IOException {
    assertThat(code).as(output()).isZero();
    return bench.result(RESULT);
  }

  @Override
  public void close() {
    directory.close();
  }
}
