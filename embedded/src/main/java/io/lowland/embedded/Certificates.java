package io.lowland.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes key stores and certificates by the JDK's {@code keytool}, for {@link ScramOverTls}; made to
 * test clients' settings.
 */
public final class Certificates {
  public static final String PASSWORD = "of-the-key-store";

  private Certificates() {}

  /** A new PKCS#12 store with a key and its own certificate. */
  public static Path keyStore(Path file) {
    keytool(
        "-genkeypair",
        "-alias",
        "broker",
        "-keyalg",
        "EC",
        "-dname",
        "CN=broker",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString());
    return file;
  }

  /** The certificate in {@code keyStore} as PEM, which serves as a CA. */
  public static Path certificate(Path keyStore, Path file) {
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "broker",
        "-keystore",
        keyStore.toString(),
        "-file",
        file.toString());
    return file;
  }

  private static void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    try {
      Path output = Files.createTempFile("keytool", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            command + ": " + Files.readString(output, StandardCharsets.UTF_8));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new IllegalStateException(command + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
