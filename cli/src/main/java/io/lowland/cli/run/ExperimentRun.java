package io.lowland.cli.run;

import io.lowland.cli.CommandFailedException;
import io.lowland.cli.Numbers;
import io.lowland.cli.Version;
import io.lowland.cli.console.Screen;
import io.lowland.cli.stack.EmbeddedStack;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.report.Report;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.ResultJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** One experiment on a running stack: posts it, follows it, reports it. */
public final class ExperimentRun {
  private static final Duration ACCEPTANCE_LIMIT = Duration.ofSeconds(60);
  private static final Duration CORRELATION_LIMIT = Duration.ofSeconds(60);
  private static final Duration FURTHER_LIMIT = Duration.ofSeconds(60);

  private final Submission submission;
  private final StackDirectory directory;
  private final Screen screen;
  private final long start;
  private EmbeddedStack stack;
  private WorkTime time;
  private boolean resumed;
  private ExperimentState state;
  private ExperimentResult result;
  private double seconds;

  /**
   * Prepares a run.
   *
   * @param directory of the stack, with the record of this run
   * @param start {@link System#nanoTime} when the command began
   */
  public ExperimentRun(Submission submission, StackDirectory directory, Screen screen, long start) {
    this.submission = submission;
    this.directory = directory;
    this.screen = screen;
    this.start = start;
  }

  /**
   * Runs the experiment to its last correlation and reads its result, after which the stack is not
   * needed any more. What an interrupted run of the same directory has left is taken as it is: its
   * messages are in the broker, and every consumer goes on where it was.
   */
  public void execute(EmbeddedStack running) throws IOException, InterruptedException {
    stack = running;
    RunRecord record = RunRecord.in(directory).orElseThrow();
    time = new WorkTime(directory, start);
    resumed = record.experiment().isPresent();
    String id = resumed ? record.experiment().get() : post(record);
    try (ResultFeed feed = new ResultFeed(stack.bootstrapServers())) {
      ExperimentSubmitted experiment =
          feed.experiment(id, ACCEPTANCE_LIMIT)
              .orElseThrow(
                  () ->
                      new CommandFailedException(
                          "experiment %s was accepted but did not appear on its topic within %d s"
                              .formatted(id, ACCEPTANCE_LIMIT.toSeconds())));
      RunRecord.in(directory).orElseThrow().trainedOn(experiment.dataset()).write(directory);
      announce(experiment);
      state = new ExperimentState(experiment);
      feed.followResults();
      if (resumed) {
        feed.catchUp(state);
        screen.note(
            "resumed: %d of %d trained, %d measured"
                .formatted(state.trained(), state.runs().size(), state.measured()));
      }
      follow(feed);
      awaitCorrelations(feed);
    }
    if (state.furtherMeasured() > 0) {
      state.apply(
          FurtherResults.read(
              stack.analysis().resolve("/experiments/" + id),
              state.furtherMeasured(),
              FURTHER_LIMIT));
    }
    seconds = time.seconds();
    result = FinishedRun.read(stack.analysis(), state, submission.text(), seconds);
  }

  /**
   * Says what was found and writes the report, after {@link #execute}.
   *
   * @return whether every network was measured
   */
  public boolean report() throws IOException {
    conclude();
    Path report = directory.report();
    Report.write(result, Version.imprint(), report).ifPresent(screen::line);
    RunRecord.in(directory).orElseThrow().ended().write(directory);
    screen.line("report: " + report.resolve(Report.PAGE));
    return state.measured() == state.runs().size();
  }

  private String post(RunRecord record) throws IOException, InterruptedException {
    screen.doing("loading the data set…");
    String id = submission.post(stack.trainer());
    record.accepted(id).write(directory);
    return id;
  }

  private void announce(ExperimentSubmitted experiment) {
    screen.note(
        "experiment: %s, %d networks %s"
            .formatted(experiment.experiment(), experiment.runs(), experiment.architecture()));
    screen.note(
        "data set: "
            + experiment.dataset()
            + experiment
                .whyNotFirst()
                .map(reason -> ", not the first choice: " + reason)
                .orElse(""));
    screen.note(
        "page, while this runs: %s/?experiment=%s"
            .formatted(stack.analysis(), experiment.experiment()));
  }

  private void follow(ResultFeed feed) {
    RunView view = new RunView(screen, state);
    while (!state.isFinished()) {
      checkStack();
      feed.update(state);
      view.show(state);
      time.keep();
    }
  }

  /**
   * The last correlations are published after the last measurement, one by one; when nothing more
   * comes, they are all there, adjusted for each other.
   */
  private void awaitCorrelations(ResultFeed feed) {
    long end = System.nanoTime() + CORRELATION_LIMIT.toNanos();
    while (feed.update(state) || !state.correlationsAreCurrent()) {
      checkStack();
      if (System.nanoTime() > end) {
        throw new CommandFailedException(
            "every run is measured, but the analysis service did not publish their correlations within %d s"
                .formatted(CORRELATION_LIMIT.toSeconds()));
      }
    }
  }

  private void checkStack() {
    stack
        .failure()
        .ifPresent(
            reason -> {
              throw new CommandFailedException(reason);
            });
  }

  private void conclude() {
    screen.clear();
    screen.line("");
    screen.line(
        screen.strong(
            "%d of %d networks measured in %s%s"
                .formatted(
                    state.measured(),
                    state.runs().size(),
                    Numbers.duration(seconds),
                    resumed ? ", without the time it was interrupted" : "")));
    screen.line("Spearman's ρ of each measure with test accuracy:");
    screen.line("");
    CorrelationTable.lines(state.correlations()).forEach(screen::line);
    screen.line("");
    state.further().summary().forEach(screen::line);
    Failures.lines(state.failures()).forEach(screen::line);
  }

  /** The result as JSON, after {@link #execute}. */
  public String json() {
    return ResultJson.write(result);
  }
}
