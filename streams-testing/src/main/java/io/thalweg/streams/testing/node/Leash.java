package io.thalweg.streams.testing.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/** Watches the pipe to the parent process and ends this JVM when the parent says so, or is gone. */
final class Leash {
  private static final int PARENT_GONE = 3;

  private final InputStream parent;
  private final @Nullable Path deleteWithParent;
  private volatile @Nullable Runnable cleanStop;

  Leash(InputStream parent, @Nullable Path deleteWithParent) {
    this.parent = parent;
    this.deleteWithParent = deleteWithParent;
  }

  void start() {
    Thread thread = new Thread(this::watch, "leash");
    thread.setDaemon(true);
    thread.start();
  }

  /** What a clean stop means; before it is known, a stop ends the JVM at once. */
  void onStop(Runnable stop) {
    cleanStop = stop;
  }

  private void watch() {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(parent, StandardCharsets.UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        if (line.equals(NodeMain.STOP)) {
          stop();
        }
      }
    } catch (IOException e) {
      System.err.println("The pipe to the parent process broke: " + e);
    }
    parentGone();
  }

  private void stop() {
    Runnable stop = cleanStop;
    if (stop == null) {
      Runtime.getRuntime().halt(0);
    } else {
      stop.run();
    }
  }

  private void parentGone() {
    if (deleteWithParent != null) {
      // A broker that finds its files gone halts; not before everything is deleted.
      Exit.setHaltProcedure((status, message) -> waitForEver());
      Exit.setExitProcedure((status, message) -> waitForEver());
      TempFolders.deleteWhileInUse(deleteWithParent);
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("unreachable");
  }
}
