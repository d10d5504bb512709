package io.lowland.cli;

import java.nio.file.Path;

/** The folder Lowland was built in, which holds the services and the default state. */
public final class Home {
  private Home() {}

  /** Given by the launcher; the working directory when it was not used. */
  public static Path directory() {
    return Path.of(System.getProperty("lowland.home", "")).toAbsolutePath().normalize();
  }
}
