package io.thalweg.streams.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Finds loopback ports that nobody listens on. They lie below the range from which operating
 * systems take the ports of outgoing connections, so that a node that was stopped finds its port
 * free again.
 */
final class FreePorts {
  private static final int LEAST = 15_000;
  private static final int COUNT = 17_000;
  private static final int ATTEMPTS = 1_000;

  private FreePorts() {}

  /** Different ports, all free at the same moment; another process may still be faster to bind. */
  static List<Integer> find(int wanted, Random random) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int attempt = 0; held.size() < wanted; attempt++) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException(
              "No "
                  + wanted
                  + " free loopback ports from "
                  + LEAST
                  + " to "
                  + (LEAST + COUNT)
                  + " in "
                  + ATTEMPTS
                  + " attempts.");
        }
        tryToHold(LEAST + random.nextInt(COUNT), held);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  /** Waits until nobody listens on a port any more; false if that does not happen in time. */
  static boolean awaitFree(int port, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.isEmpty() && System.nanoTime() < deadline) {
        tryToHold(port, held);
        if (held.isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(50);
        }
      }
      return !held.isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static void tryToHold(int port, List<ServerSocket> held) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        held.add(socket);
      } catch (IOException e) {
        socket.close();
      }
    } catch (IOException e) {
      // Not to be had: the caller tries another one.
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("Could not release port " + socket.getLocalPort(), e);
    }
  }
}
