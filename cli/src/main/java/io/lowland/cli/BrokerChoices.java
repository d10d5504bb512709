package io.lowland.cli;

import io.lowland.cli.stack.StackAddresses;
import io.lowland.cli.stack.StackDirectory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Which running stack to speak to: that of {@code up}, another directory's, or any broker. */
final class BrokerChoices {

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "The directory of the running stack (default: that of up).")
  private Path state;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "A broker, instead of a stack on this machine.")
  private String bootstrapServers;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "Properties of Kafka's clients, such as for TLS and SASL.")
  private Path kafkaConfig;

  @Option(
      names = "--claim-check",
      paramLabel = "DIR",
      description = "Directory that the services share, for networks too large for the broker.")
  private Path claimCheck;

  /** Settings of Kafka's clients. */
  Map<String, Object> kafka() throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (kafkaConfig != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
        properties.load(reader);
      }
      properties.forEach((key, value) -> settings.put(key.toString(), value));
    }
    if (bootstrapServers != null) {
      settings.put("bootstrap.servers", bootstrapServers);
    } else if (!settings.containsKey("bootstrap.servers")) {
      settings.put("bootstrap.servers", requiredStack().bootstrapServers());
    }
    return settings;
  }

  /** Where large networks are put. */
  Optional<Path> claimChecks() {
    return Optional.ofNullable(claimCheck).or(() -> stack().map(StackAddresses::claimChecks));
  }

  /** The running stack on this machine, unless another broker was named. */
  Optional<StackAddresses> stack() {
    return bootstrapServers == null && kafkaConfig == null
        ? directory().addresses()
        : Optional.empty();
  }

  private StackAddresses requiredStack() {
    return directory()
        .addresses()
        .orElseThrow(
            () ->
                new CommandFailedException(
                    directory().owner().isPresent()
                        ? "the stack in %s is starting or stopping; try again when up has named its page"
                            .formatted(directory().root())
                        : "no stack is running in %s; start one with ./lowland up, or name a broker with --bootstrap-servers HOST:PORT"
                            .formatted(directory().root())));
  }

  private StackDirectory directory() {
    return StackDirectory.of(state == null ? UpCommand.defaultDirectory() : state);
  }
}
