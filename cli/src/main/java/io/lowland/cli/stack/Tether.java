package io.lowland.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends this JVM when whoever started it is gone. The starter holds the
 * other end of the standard input, which the operating system closes with it, also after a {@code
 * kill -9}; so nothing that the stack started outlives it.
 */
public final class Tether {
  private static final long GRACE_MILLIS = 5_000;

  private Tether() {}

  /**
   * Calls the main method of the class named first with the remaining arguments.
   *
   * @param arguments a class name and that class's arguments
   */
  public static void main(String[] arguments) throws Throwable {
    Thread.ofPlatform().name("tether").daemon().start(Tether::endWithStarter);
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void endWithStarter() {
    InputStream starter = System.in;
    try {
      while (starter.read() >= 0) {
        // Whatever is sent means that the starter lives.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    Thread.ofPlatform().name("tether-grace").daemon().start(Tether::haltAfterGrace);
    System.exit(0);
  }

  /** An orderly exit waits for the broker to answer, and the broker is gone with the starter. */
  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
