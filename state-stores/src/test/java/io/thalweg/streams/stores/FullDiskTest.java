package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.stores.kit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Child processes on a disk that is full, or that cannot be written to. */
class FullDiskTest {
  private static final String MOUNT = "mount -t tmpfs -o size=%s tmpfs %s && exec \"$@\"";

  @Test
  void onAFullDiskTheErrorIsNamedAndARestartGoesOnWhenThereIsRoom(@TempDir Path directory)
      throws Exception {
    assumeTrue(canMount(directory), "needs the right to mount a file system");
    Path disk = Files.createDirectory(directory.resolve("disk"));
    ChildJvm child =
        new ChildJvm().under("unshare", "-m", "sh", "-c", MOUNT.formatted("10m", disk), "sh");
    run(child, directory, "full", disk);
  }

  @Test
  void aDirectoryMadeReadOnlyIsNamedAndARestartGoesOnWhenItIsNot(@TempDir Path directory)
      throws Exception {
    assumeTrue(canMount(directory), "needs the right to mount a file system");
    Path disk = Files.createDirectory(directory.resolve("disk"));
    ChildJvm child =
        new ChildJvm().under("unshare", "-m", "sh", "-c", MOUNT.formatted("64m", disk), "sh");
    run(child, directory, "read-only", disk);
  }

  /** Needs no rights: files may not grow beyond 256 KB. */
  @Test
  void filesThatCannotGrowAreAnErrorAndNoWrongState(@TempDir Path directory) throws Exception {
    Path disk = Files.createDirectory(directory.resolve("disk"));
    run(
        new ChildJvm().under("sh", "-c", "ulimit -f 512; exec \"$@\"", "sh"),
        directory,
        "limited",
        disk);
    run(new ChildJvm(), directory, "after", disk);
  }

  private static boolean canMount(Path directory) throws Exception {
    Process probe =
        new ProcessBuilder("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", directory.toString())
            .redirectErrorStream(true)
            .start();
    return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
  }

  private static void run(ChildJvm child, Path directory, String scenario, Path disk)
      throws Exception {
    File log = directory.resolve(scenario + ".log").toFile();
    Process process =
        child
            .with("-Xmx128m", "-XX:TieredStopAtLevel=1")
            .with("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"))
            .start(Child.class, log, scenario, disk.toString());
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output + Files.readString(log.toPath()));
    System.out.println(scenario + ": " + output);
  }

  /** What happens on the disk. */
  static final class Child {
    private static final int SOME = 4_000;

    private Child() {}

    public static void main(String[] arguments) throws Exception {
      Path disk = Path.of(arguments[1]);
      switch (arguments[0]) {
        case "full" -> full(disk);
        case "read-only" -> readOnly(disk);
        case "limited" -> failing(disk, 0, "");
        default -> recovers(disk, reached(disk));
      }
    }

    private static void full(Path disk) throws IOException {
      Path ballast = disk.resolve("ballast");
      for (int megabytes : new int[] {9, 6}) { // it ends while flushing or compacting
        long before = reached(disk);
        Files.write(ballast, new byte[megabytes << 20]);
        failing(disk, before, "space");
        fill(disk.resolve("last-byte"));
        fails(disk, reached(disk));
        Files.delete(disk.resolve("last-byte"));
        Files.delete(ballast);
        recovers(disk, reached(disk));
      }
    }

    private static void fill(Path file) {
      try (OutputStream out = Files.newOutputStream(file)) {
        while (true) {
          out.write(new byte[512]);
        }
      } catch (IOException e) {
        System.out.println("not a byte left: " + e.getMessage());
      }
    }

    private static void readOnly(Path disk) throws Exception {
      try (Application application = new Application(disk, 0)) {
        application.process(0, SOME);
      }
      mount("ro", disk);
      fails(disk, SOME);
      mount("rw", disk);
      Application running = new Application(disk, SOME);
      assertEquals(0, running.restored());
      running.process(SOME, SOME + 100);
      running.kill();
      recovers(disk, SOME + 100);
    }

    /** Processes until it fails, and notes how far it came. */
    private static void failing(Path disk, long from, String expected) throws IOException {
      long done = from;
      Application application = new Application(disk, from);
      try {
        while (true) {
          application.process(done, done + 500);
          done += 500;
          if (done > from + 400_000) {
            throw new AssertionError("the disk is not full");
          }
        }
      } catch (StreamsException e) {
        named(e, expected);
        System.out.println("after " + done + " records: " + e.getMessage());
      }
      // the changelog has what the failed commit was about: it comes first
      Files.writeString(note(disk), Long.toString(done + 500));
      application.kill();
    }

    /** Starting or working fails, and says why. */
    private static void fails(Path disk, long records) {
      try {
        Application application = new Application(disk, records);
        application.kill();
        System.out.println("starts, without need to write");
      } catch (StreamsException e) {
        named(e, "");
        System.out.println("no start: " + e.getMessage());
      }
    }

    /** Right after a start and after the next, with nobody's help. */
    private static void recovers(Path disk, long records) throws IOException {
      try (Application application = new Application(disk, records)) {
        application.check(records);
        System.out.println("recovers " + records + ", restored " + application.restored());
        application.process(records, records + 1_000);
        application.check(records + 1_000);
      }
      try (Application application = new Application(disk, records + 1_000)) {
        assertEquals(0, application.restored());
        application.check(records + 1_000);
      }
      Files.writeString(note(disk), Long.toString(records + 1_000));
    }

    private static void named(StreamsException e, String expected) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("0_1") || message.contains("state.dir"), message);
      assertTrue(message.contains(expected), message);
    }

    private static void mount(String mode, Path disk) throws Exception {
      Process mount =
          new ProcessBuilder("mount", "-o", "remount," + mode, disk.toString()).inheritIO().start();
      assertEquals(0, mount.waitFor());
    }

    /** Kept apart from the disk. */
    private static Path note(Path disk) {
      return disk.resolveSibling("reached");
    }

    private static long reached(Path disk) throws IOException {
      return Files.exists(note(disk)) ? Long.parseLong(Files.readString(note(disk))) : 0;
    }
  }
}
