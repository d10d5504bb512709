package io.lowland.cli;

import io.lowland.cli.run.RunDirectories;
import io.lowland.cli.run.Submission;
import io.lowland.cli.stack.TestStack;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.network.Safetensors;
import io.lowland.random.TorchRandom;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A folder that looks like the repository, with a running stack, in which a reader tries what the
 * documents say. {@code ./lowland} is {@link DocumentedCommand}.
 */
final class Workbench {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
  private static final Set<String> OWN = Set.of(".git", ".lowland", "target", "lowland", "report");
  private static final long LONGEST_SECONDS = 300;

  private static final String FIRST_RUN = "experiments/first-run.yaml";
  private static final String FEW = "first-run-of-few.yaml";

  /** An experiment that is there from the start. */
  static final String EXPERIMENT = "my-networks";

  private final Path folder;
  private final Optional<Path> datasets;
  private final TestStack stack;
  private final Optional<Path> python;
  private final String submitted;

  /**
   * What a command did.
   *
   * @param output standard output and error together
   */
  record Tried(int code, String output) {}

  Workbench(Path folder, Optional<Path> datasets, TestStack stack)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.datasets = datasets;
    this.stack = stack;
    try (Stream<Path> entries = Files.list(REPOSITORY)) {
      for (Path entry : entries.filter(each -> !OWN.contains(name(each))).toList()) {
        Files.createSymbolicLink(folder.resolve(name(entry)), entry);
      }
    }
    script("lowland", "exec " + command());
    python = pythonWithKafka();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    if (python.isPresent()) {
      Files.createSymbolicLink(bin.resolve("python3"), python.get());
    }
    networks();
    firstRunOfFew();
    // Where commands look for what ./lowland up has started.
    Path found = Files.createDirectories(folder.resolve(".lowland")).resolve("stack");
    Files.createSymbolicLink(found, stack.state());
    submitted = submitted();
  }

  /** Has a small experiment trained and measured. */
  private String submitted() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("small.yaml"), Experiments.SMALL);
    String id = Submission.read(file, Optional.empty()).post(stack.trainer());
    Awaitility.await()
        .atMost(LONGEST_SECONDS, TimeUnit.SECONDS)
        .until(() -> get("/experiments/" + id).contains("\"status\":\"finished\""));
    return id;
  }

  private String get(String path) throws IOException {
    try (InputStream body = stack.analysis().resolve(path).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException notHeardOfYet) {
      return "";
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private String command() {
    return String.join(
        " ",
        "'" + ProcessHandle.current().info().command().orElseThrow() + "'",
        "-XX:+UseSerialGC --add-modules jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow",
        "-Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8",
        "-Dlowland.home='" + folder + "'",
        "-cp '" + System.getProperty("java.class.path") + "'",
        DocumentedCommand.class.getName(),
        "\"$@\"");
  }

  private void script(String name, String body) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** What the documents take for granted: a few networks of the reader's own. */
  private void networks() throws IOException {
    Path nets = Files.createDirectory(folder.resolve("nets"));
    for (int seed = 1; seed <= 3; seed++) {
      Network network = Network.initialise(Architecture.of(784, 16, 8, 10), new TorchRandom(seed));
      byte[] file = Safetensors.write(new Checkpoint(network, Map.of()));
      Files.write(nets.resolve("net-" + seed + ".safetensors"), file);
    }
    for (String name : List.of("pytorch.safetensors", "net.safetensors")) {
      Files.copy(nets.resolve("net-1.safetensors"), folder.resolve(name));
    }
  }

  /** What documents post as a whole, which would keep the stack busy for minutes. */
  private void firstRunOfFew() throws IOException {
    String whole = Files.readString(REPOSITORY.resolve(FIRST_RUN));
    String few = whole.replaceFirst("(?m)^seeds: .*$", "seeds: 0-2");
    if (few.equals(whole)) {
      throw new IllegalStateException(FIRST_RUN + " has no line of seeds");
    }
    Files.writeString(folder.resolve(FEW), few);
  }

  /** A Python that has the client of Kafka and NumPy. */
  static Optional<Path> pythonWithKafka() {
    return Stream.concat(Stream.of(Path.of("/usr/bin/python3")), onPath("python3"))
        .filter(Files::isExecutable)
        .filter(python -> succeeds(python.toString(), "-c", "import confluent_kafka, numpy"))
        .findFirst();
  }

  /** Every program called {@code name} that a shell would find. */
  static Stream<Path> onPath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(entry -> Path.of(entry, name))
        .filter(Files::isExecutable);
  }

  static boolean succeeds(String... line) {
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  Optional<Path> python() {
    return python;
  }

  /** The commands with the addresses and names of this workbench in place of the document's. */
  String adapted(String commands) {
    String trainer = stack.trainer().getAuthority();
    String analysis = stack.analysis().getAuthority();
    return commands
        .replace("--data-binary @" + FIRST_RUN, "--data-binary @" + FEW)
        .replace("/where/your/data/are", datasets.map(Path::toString).orElse("."))
        .replace("127.0.0.1:9092", stack.bootstrapServers())
        .replaceAll("(localhost|127\\.0\\.0\\.1):8081", trainer)
        .replaceAll("(localhost|127\\.0\\.0\\.1):8083", analysis)
        .replace("http://host:8083", stack.analysis().toString())
        .replace("experiments/ID", "experiments/" + EXPERIMENT)
        .replaceAll("report (ID|EXPERIMENT|first-run-[0-9a-f]{12}) ", "report " + submitted + " ")
        .replaceAll("\\.lowland/runs/first-run-\\d{8}-\\d{6}", firstRun());
  }

  /** The directory of the run that the documents begin with. */
  private String firstRun() {
    return new RunDirectories(folder.resolve(".lowland/runs"))
        .all().stream().findFirst().map(run -> run.root().toString()).orElse("no-run");
  }

  /** Tries commands to their end. */
  Tried run(String commands) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = start(commands, output);
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      end(process);
      return new Tried(-1, Files.readString(output) + "\n(did not end)");
    }
    return new Tried(process.exitValue(), Files.readString(output));
  }

  /** Tries commands that go on for ever, until their output has {@code text}. */
  Tried runUntil(String commands, String text) throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process = start(commands, output);
    try {
      Awaitility.await()
          .atMost(60, TimeUnit.SECONDS)
          .until(() -> !process.isAlive() || Files.readString(output).contains(text));
      boolean goesOn = process.isAlive();
      return new Tried(goesOn ? 0 : process.exitValue(), Files.readString(output));
    } finally {
      end(process);
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private Process start(String commands, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", adapted(commands))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("LOWLAND_BROKER", stack.bootstrapServers());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("PATH", folder.resolve("bin") + File.pathSeparator + environment.get("PATH"));
    datasets.ifPresent(data -> environment.put("LOWLAND_DATA_DIR", data.toString()));
    return builder.start();
  }
}
