package io.lowland.cli.run;

import io.lowland.cli.CommandFailedException;
import io.lowland.cli.stack.StackDirectory;
import io.lowland.contracts.Seeds;
import io.lowland.data.DatasetCatalogue;
import io.lowland.data.DatasetUnavailableException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/**
 * What a run's directory says about the run, so that it can be continued.
 *
 * @param file the experiment file
 * @param content digest of the file's text and the seeds chosen: what is continued must be the same
 * @param experiment id; empty until the experiment was accepted
 * @param dataset what its networks are trained on; empty until that was decided
 * @param seconds that it was worked on so far, without the time it was interrupted
 * @param finished whether the report was written
 */
public record RunRecord(
    Path file,
    String content,
    Optional<String> experiment,
    Optional<String> dataset,
    double seconds,
    boolean finished) {
  private static final String FILE = "file";
  private static final String CONTENT = "content";
  private static final String EXPERIMENT = "experiment";
  private static final String DATASET = "dataset";
  private static final String SECONDS = "seconds";
  private static final String FINISHED = "finished";

  /**
   * Records in {@code directory} that the run of {@code submission} begins.
   *
   * @throws CommandFailedException if it cannot be written
   */
  public static void begin(Submission submission, StackDirectory directory) {
    if (directory.owner().isEmpty()) {
      new RunRecord(
              submission.source(), digest(submission), Optional.empty(), Optional.empty(), 0, false)
          .write(directory);
    }
  }

  /**
   * Refuses a directory whose run cannot be continued as {@code submission}.
   *
   * @throws CommandFailedException saying why not
   */
  public static void requireResumable(Submission submission, StackDirectory directory) {
    RunRecord record =
        in(directory)
            .orElseThrow(
                () ->
                    new CommandFailedException(
                        "no run began in %s; call without --resume".formatted(directory.root())));
    if (!record.isOf(submission)) {
      throw new CommandFailedException(
          "the run in %s is of %s with other content or other seeds; call without --resume, in another directory"
              .formatted(directory.root(), record.file()));
    }
    if (record.finished()) {
      throw new CommandFailedException(
          "the run in %s is finished; its report is %s"
              .formatted(directory.root(), directory.report()));
    }
    directory
        .owner()
        .ifPresent(
            owner -> {
              throw new CommandFailedException(
                  "the run in %s is still going on, in process %d"
                      .formatted(directory.root(), owner.pid()));
            });
  }

  /**
   * Refuses to go on where the data set of the run cannot be had any more, in another terminal for
   * instance: every network that is left would fail, for good.
   *
   * @throws CommandFailedException saying why it cannot be had
   */
  public static void requireDataset(StackDirectory directory, DatasetCatalogue datasets) {
    in(directory)
        .flatMap(RunRecord::dataset)
        .ifPresent(
            name -> {
              try {
                var unused = datasets.load(name);
              } catch (DatasetUnavailableException e) {
                throw new CommandFailedException(
                    "the run in %s is on %s and cannot go on without: %s. It has to be where it was when the run began, by the same LOWLAND_DATA_DIR"
                        .formatted(directory.root(), name, e.reason()),
                    e);
              }
            });
  }

  private static String digest(Submission submission) {
    String content = submission.seeds().map(Seeds::format).orElse("") + "\n" + submission.text();
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The record in {@code directory}; empty where no run began. */
  public static Optional<RunRecord> in(StackDirectory directory) {
    Path file = file(directory);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      Properties properties = new Properties();
      properties.load(reader);
      return Optional.of(of(properties));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException(
          "%s cannot be read as the record of a run: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static RunRecord of(Properties properties) {
    return new RunRecord(
        Path.of(properties.getProperty(FILE, "")),
        properties.getProperty(CONTENT, ""),
        Optional.ofNullable(properties.getProperty(EXPERIMENT)),
        Optional.ofNullable(properties.getProperty(DATASET)),
        Double.parseDouble(properties.getProperty(SECONDS, "0")),
        Boolean.parseBoolean(properties.getProperty(FINISHED)));
  }

  /** Writes the record; whoever reads it meets the old or the new one, never half of it. */
  void write(StackDirectory directory) {
    Properties properties = new Properties();
    properties.setProperty(FILE, file.toString());
    properties.setProperty(CONTENT, content);
    experiment.ifPresent(id -> properties.setProperty(EXPERIMENT, id));
    dataset.ifPresent(name -> properties.setProperty(DATASET, name));
    properties.setProperty(SECONDS, String.valueOf(seconds));
    properties.setProperty(FINISHED, String.valueOf(finished));
    Path part = directory.root().resolve("run.properties.part");
    try {
      try (Writer writer = Files.newBufferedWriter(part)) {
        properties.store(writer, null);
      }
      Files.move(
          part,
          file(directory),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailedException(
          "%s cannot be written: %s".formatted(file(directory), e.getMessage()), e);
    }
  }

  private static Path file(StackDirectory directory) {
    return directory.root().resolve("run.properties");
  }

  /** Whether it can be resumed, once nobody works on it. */
  public boolean hasMoreToCome() {
    return experiment.isPresent() && !finished;
  }

  /** Whether it is the run of {@code submission}. */
  public boolean isOf(Submission submission) {
    return content.equals(digest(submission));
  }

  RunRecord accepted(String id) {
    return new RunRecord(file, content, Optional.of(id), dataset, seconds, finished);
  }

  RunRecord trainedOn(String name) {
    return new RunRecord(file, content, experiment, Optional.of(name), seconds, finished);
  }

  RunRecord workedOnFor(double total) {
    return new RunRecord(file, content, experiment, dataset, total, finished);
  }

  RunRecord ended() {
    return new RunRecord(file, content, experiment, dataset, seconds, true);
  }
}
