package io.thalweg.streams.stores.directory;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.TaskId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one application instance, under {@code <state.dir>/<application.id>}:
 *
 * <pre>
 * .lock          held while an instance uses the directory
 * .format        version of the layout
 * .process       the instance's process id
 * .trash/        directories on their way out
 * 0_0, 0_1, …    one directory per task
 * global         the global stores
 * </pre>
 *
 * <p>A directory is dropped by moving it to the trash first, so that a kill never leaves half of it
 * behind. Without persistent stores nothing is written. Safe from any thread; a task directory
 * belongs to the one task that runs.
 */
public final class StateDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
  private static final String FORMAT = "1";
  private static final String GLOBAL = "global";

  private final Path root;
  private final @Nullable FileChannel lockFile;
  private long trashCount; // guarded by this

  private StateDirectory(Path root, @Nullable FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Opens and locks the directory, making it if needed.
   *
   * @param hasPersistentStores whether anything will be kept on disk
   * @throws StreamsException naming {@code state.dir}: it cannot be used, another process holds it,
   *     or its format is unknown
   */
  public static StateDirectory open(
      Path stateDir, String applicationId, boolean hasPersistentStores) {
    Path root = stateDir.resolve(applicationId).toAbsolutePath();
    if (!hasPersistentStores) {
      return new StateDirectory(root, null);
    }
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw new StreamsException(
          "state.dir="
              + stateDir
              + " cannot be used: making "
              + root
              + " failed; point state.dir to a directory this process may write to",
          e);
    }
    FileChannel lock = lock(root);
    try {
      StateDirectory directory = new StateDirectory(root, lock);
      if (!checkFormat(root)) {
        directory.rebuildAll();
      }
      Trash.empty(directory.trash());
      return directory;
    } catch (RuntimeException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  /**
   * The id of this instance: the one of its last run, else a new one from {@code ifAbsent}, which
   * is kept. An unreadable one is replaced, with a warning.
   */
  public synchronized UUID processId(Supplier<UUID> ifAbsent) {
    Path file = root.resolve(".process");
    if (lockFile != null && Files.exists(file)) {
      try {
        return UUID.fromString(Files.readString(file).strip());
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("Process id in {} is unreadable ({}); taking a new one", file, e.toString());
      }
    }
    UUID id = ifAbsent.get();
    if (lockFile != null) {
      writeAtomically(file, id.toString());
    }
    return id;
  }

  /** The directory of a task, made on demand. */
  public Path taskDirectory(TaskId id) {
    Path directory = root.resolve(id.toString());
    try {
      Files.createDirectories(directory);
      touch(directory);
      return directory;
    } catch (IOException e) {
      throw new StreamsException(
          "Making task directory " + directory + " failed; check state.dir", e, id);
    }
  }

  /** The directory of the global stores, made on demand. */
  public Path globalDirectory() {
    Path directory = root.resolve(GLOBAL);
    try {
      Files.createDirectories(directory);
      return directory;
    } catch (IOException e) {
      throw new StreamsException("Making " + directory + " failed; check state.dir", e);
    }
  }

  /** Drops the global stores' directory; nobody may have it open. */
  public void wipeGlobal() {
    discard(root.resolve(GLOBAL));
  }

  /** Tells that a task's directory was in use until now: see {@link #cleanObsolete}. */
  public static void touch(Path taskDirectory) {
    Path mark = taskDirectory.resolve(".used");
    try {
      // a name that comes and goes moves the directory's modification time
      if (!Files.deleteIfExists(mark)) {
        Files.createFile(mark);
        Files.delete(mark);
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be marked as used", taskDirectory, e);
    }
  }

  /** The tasks that have a directory with something in it, sorted. */
  public List<TaskId> taskDirectories() {
    List<TaskId> tasks = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return tasks;
    }
    try (Stream<Path> entries = Files.list(root)) {
      entries.forEach(
          path -> {
            TaskId id = parse(path);
            if (id != null && hasContents(path)) {
              tasks.add(id);
            }
          });
    } catch (IOException e) {
      throw new StreamsException("Listing " + root + " failed; check state.dir", e);
    }
    tasks.sort(null);
    return tasks;
  }

  /** Drops a task's directory; nobody may have it open. */
  public void wipe(TaskId id) {
    discard(root.resolve(id.toString()));
  }

  /**
   * Drops the directories of tasks that are not owned here and were last used more than {@code
   * delayMs} ago, which is when they were opened or closed last.
   */
  public void cleanObsolete(Set<TaskId> owned, long nowMs, long delayMs) {
    for (TaskId id : taskDirectories()) {
      Path directory = root.resolve(id.toString());
      if (!owned.contains(id) && lastUsed(directory) + delayMs < nowMs) {
        LOG.info("Deleting obsolete state directory {}", directory);
        discard(directory);
      }
    }
  }

  /** Drops all that is kept for this application; no task may be open. */
  public void cleanUp() {
    for (TaskId id : taskDirectories()) {
      wipe(id);
    }
    wipeGlobal();
    if (lockFile != null) {
      try {
        Files.deleteIfExists(root.resolve(".process"));
      } catch (IOException e) {
        LOG.warn("Deleting {} failed", root.resolve(".process"), e);
      }
    }
  }

  /** Releases the lock. */
  @Override
  public void close() {
    if (lockFile != null) {
      closeQuietly(lockFile);
    }
  }

  private Path trash() {
    return root.resolve(".trash");
  }

  private synchronized void discard(Path directory) {
    if (Files.exists(directory)) {
      trashCount++;
      Trash.discard(directory, trash(), trashCount);
    }
  }

  private static FileChannel lock(Path root) {
    Path file = root.resolve(".lock");
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is locked by this process", file, e);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new StreamsException(
          "state.dir cannot be used: locking " + file + " failed; check rights and file system", e);
    }
    closeQuietly(channel);
    throw new StreamsException(
        "State directory "
            + root
            + " is in use by another instance; give each instance on this machine its own"
            + " state.dir, or stop the other one");
  }

  /** Whether what is there may be used; false if nobody knows what it is. */
  private static boolean checkFormat(Path root) {
    Path file = root.resolve(".format");
    try {
      if (!Files.exists(file)) {
        writeAtomically(file, sealed(FORMAT));
        return true;
      }
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      String version = content.split(" ", 2)[0];
      if (!content.equals(sealed(version))) {
        return false;
      }
      if (!version.equals(FORMAT)) {
        throw new StreamsException(
            "State directory "
                + root
                + " has format version '"
                + version
                + "', this version of Thalweg reads '"
                + FORMAT
                + "'; use the version that wrote it, or delete the directory to rebuild the state"
                + " from the changelog topics");
      }
      return true;
    } catch (IOException e) {
      throw new StreamsException("state.dir cannot be used: reading " + file + " failed", e);
    }
  }

  /** A version and its checksum: a version never written is not to be taken for another one. */
  static String sealed(String version) {
    CRC32 checksum = new CRC32();
    checksum.update(version.getBytes(StandardCharsets.UTF_8));
    return version + " " + Long.toHexString(checksum.getValue());
  }

  private void rebuildAll() {
    Path file = root.resolve(".format");
    LOG.warn(
        "{} is damaged, so nobody knows what the files beside it are; dropping all local state and"
            + " rebuilding it from the changelog topics",
        file);
    taskDirectories().forEach(this::wipe);
    wipeGlobal();
    writeAtomically(file, sealed(FORMAT));
  }

  private static void writeAtomically(Path file, String content) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(draft, content);
      Files.move(
          draft,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StreamsException("state.dir cannot be used: writing " + file + " failed", e);
    }
  }

  private static @Nullable TaskId parse(Path path) {
    Path name = path.getFileName();
    if (name == null || !Files.isDirectory(path)) {
      return null;
    }
    try {
      return TaskId.parse(name.toString());
    } catch (RuntimeException e) {
      return null; // not ours
    }
  }

  private static boolean hasContents(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      return true; // better kept than overlooked
    }
  }

  private static long lastUsed(Path directory) {
    try {
      return Files.getLastModifiedTime(directory).toMillis();
    } catch (IOException e) {
      return Long.MAX_VALUE / 2; // vanished or unreadable: leave it alone
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        LOG.warn("Closing the state directory's lock failed", e);
      }
    }
  }
}
