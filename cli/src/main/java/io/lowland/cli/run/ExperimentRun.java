package io.lowland.cli.run;

import io.lowland.cli.CommandFailedException;
import io.lowland.cli.Numbers;
import io.lowland.cli.console.Screen;
import io.lowland.cli.stack.EmbeddedStack;
import io.lowland.contracts.ExperimentSubmitted;
import io.lowland.report.Report;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.ResultJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One experiment on a running stack: posts it, follows it, reports it. */
public final class ExperimentRun {
  private static final Duration ACCEPTANCE_LIMIT = Duration.ofSeconds(60);
  private static final Duration CORRELATION_LIMIT = Duration.ofSeconds(60);
  private static final Duration FURTHER_LIMIT = Duration.ofSeconds(60);
  private static final int FAILURES_SHOWN = 3;

  private final EmbeddedStack stack;
  private final Screen screen;
  private final long start;
  private ExperimentState state;
  private ExperimentResult result;
  private double seconds;

  /**
   * Prepares a run.
   *
   * @param start {@link System#nanoTime} when the command began
   */
  public ExperimentRun(EmbeddedStack stack, Screen screen, long start) {
    this.stack = stack;
    this.screen = screen;
    this.start = start;
  }

  /**
   * Runs the experiment to its end and writes its report into {@code report}.
   *
   * @return whether every network was measured
   */
  public boolean execute(Submission submission, Path report)
      throws IOException, InterruptedException {
    screen.show(List.of("loading the data set…"));
    String id = submission.post(stack.trainer());
    try (ResultFeed feed = new ResultFeed(stack.bootstrapServers())) {
      ExperimentSubmitted experiment =
          feed.experiment(id, ACCEPTANCE_LIMIT)
              .orElseThrow(
                  () ->
                      new CommandFailedException(
                          "experiment %s was accepted but did not appear on its topic within %d s"
                              .formatted(id, ACCEPTANCE_LIMIT.toSeconds())));
      announce(experiment);
      state = new ExperimentState(experiment);
      feed.followResults();
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
    seconds = (System.nanoTime() - start) * 1e-9;
    result = FinishedRun.read(stack.analysis(), state, submission.text(), seconds);
    conclude();
    Report.write(result, report).ifPresent(screen::line);
    screen.line("report: " + report.resolve(Report.PAGE));
    return state.measured() == state.runs().size();
  }

  private void announce(ExperimentSubmitted experiment) {
    screen.line(
        "experiment: %s, %d networks %s"
            .formatted(experiment.experiment(), experiment.runs(), experiment.architecture()));
    screen.line(
        "data set: "
            + experiment.dataset()
            + experiment
                .whyNotFirst()
                .map(reason -> ", not the first choice: " + reason)
                .orElse(""));
    screen.line(
        "page, while this runs: %s/?experiment=%s"
            .formatted(stack.analysis(), experiment.experiment()));
  }

  private void follow(ResultFeed feed) {
    RunView view = new RunView(screen, state.runs().size());
    while (!state.isFinished()) {
      checkStack();
      feed.update(state);
      view.show(state);
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
            "%d of %d networks measured in %s"
                .formatted(state.measured(), state.runs().size(), Numbers.duration(seconds))));
    screen.line("Spearman's ρ of each measure with test accuracy:");
    screen.line("");
    CorrelationTable.lines(state.correlations()).forEach(screen::line);
    screen.line("");
    state.further().summary().forEach(screen::line);
    state.failures().stream()
        .limit(FAILURES_SHOWN)
        .forEach(
            run ->
                screen.line("failed: seed %d, %s".formatted(run.seed(), run.failure().orElse(""))));
  }

  /** The result as JSON, after {@link #execute}. */
  public String json() {
    return ResultJson.write(result);
  }
}
