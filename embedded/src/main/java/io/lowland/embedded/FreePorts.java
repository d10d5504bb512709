package io.lowland.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;

/** Ports of the loopback interface that nothing listens on. */
public final class FreePorts {
  private FreePorts() {}

  /**
   * Asks the operating system for {@code count} different free ports. They are free when this
   * returns; whoever starts a server on one must be ready to find it taken.
   */
  public static int[] find(int count) throws IOException {
    ServerSocket[] sockets = new ServerSocket[count];
    try {
      // All are held open until all are known, so that no port is given twice.
      for (int i = 0; i < count; i++) {
        sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      }
      return Arrays.stream(sockets).mapToInt(ServerSocket::getLocalPort).toArray();
    } finally {
      for (ServerSocket socket : sockets) {
        if (socket != null) {
          socket.close();
        }
      }
    }
  }
}
