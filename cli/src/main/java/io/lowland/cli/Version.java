package io.lowland.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the build and of the machine below it. */
final class Version implements IVersionProvider {

  /** The version in the jar's manifest; {@code development} when not run from a jar. */
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "Lowland " + text(),
      "Java %s, %s %s"
          .formatted(
              Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch"))
    };
  }
}
