package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.errors.StreamsException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads RocksDB's native code. RocksDB itself unpacks 15 MB to the temporary directory at every
 * start and leaves them there after a kill; here they are unpacked once per content and user. Where
 * that is impossible RocksDB does it its own way.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String DRAFT = "unpacking";

  private NativeLibrary() {}

  /** One attempt per process is enough. */
  private static final class Shared {
    static final boolean LOADED = loadShared();
  }

  /**
   * Loads it, if that has not happened yet.
   *
   * @throws StreamsException if there is no place for it, or it does not fit the machine
   */
  static void load() {
    try {
      if (!Shared.LOADED) {
        RocksDB.loadLibrary();
      }
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      throw new StreamsException(
          "RocksDB's native library cannot be loaded; make java.io.tmpdir="
              + System.getProperty("java.io.tmpdir")
              + " a directory that can be written to and executed from, or unpack the library"
              + " from rocksdbjni and name its directory in ROCKSDB_SHAREDLIB_DIR",
          e);
    }
  }

  private static boolean loadShared() {
    if (System.getenv("ROCKSDB_SHAREDLIB_DIR") != null) {
      return false; // as the user wishes
    }
    try {
      RocksDB.loadLibrary(List.of(unpacked().toString()));
      return true;
    } catch (IOException | UnsupportedOperationException | UnsatisfiedLinkError e) {
      LOG.debug("No shared copy of RocksDB's native library; using one for this process", e);
      return false;
    }
  }

  /** The directory that holds the library, unpacked now if it is not there. */
  private static Path unpacked() throws IOException {
    String resource = Environment.getJniLibraryFileName("rocksdb");
    URL url = RocksDB.class.getClassLoader().getResource(resource);
    if (url == null || !(url.openConnection() instanceof JarURLConnection jar)) {
      throw new IOException("rocksdbjni has no " + resource);
    }
    long checksum = jar.getJarEntry().getCrc();
    Path directory = privateDirectory(Long.toHexString(checksum));
    Path target = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
    if (!holds(target, checksum)) {
      unpack(jar, directory, target);
      if (!holds(target, checksum)) {
        throw new IOException(target + " is not what was written to it");
      }
    }
    return directory;
  }

  /** Unpacks under a lock, and so knows that drafts it finds are those of killed processes. */
  private static void unpack(JarURLConnection jar, Path directory, Path target) throws IOException {
    try (FileChannel file =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      LOG.debug("Unpacking RocksDB's native library to {} under {}", target, lock);
      if (holds(target, jar.getJarEntry().getCrc())) {
        return; // another process did while this one waited
      }
      try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, DRAFT + "*")) {
        for (Path draft : drafts) {
          Files.deleteIfExists(draft);
        }
      }
      Path draft = Files.createTempFile(directory, DRAFT, ".tmp");
      try (InputStream library = jar.getInputStream()) {
        Files.copy(library, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (OverlappingFileLockException e) {
      throw new IOException("Another class loader in this process is unpacking", e);
    }
  }

  /** Whether the file is there and whole: loading a spoiled one may end the process. */
  private static boolean holds(Path file, long checksum) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    CRC32 found = new CRC32();
    try (InputStream bytes =
        new CheckedInputStream(
            new BufferedInputStream(Files.newInputStream(file), 1 << 16), found)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return found.getValue() == checksum;
  }

  /**
   * A directory that only this user can write to: nobody else must be able to plant a library.
   *
   * @throws IOException if there is one by that name that is not
   */
  private static Path privateDirectory(String contents) throws IOException {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    String name = "thalweg-" + System.getProperty("user.name") + "-rocksdb-" + contents;
    Path directory = temp.resolve(name);
    Set<PosixFilePermission> owner = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(directory)) {
      try {
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(owner));
      } catch (FileAlreadyExistsException e) {
        LOG.debug("Another process made {}", directory, e);
      }
    }
    Path probe = Files.createTempFile(directory, "owner", ".tmp");
    boolean ours = Files.getOwner(probe).equals(Files.getOwner(directory));
    Files.delete(probe);
    if (!ours
        || Files.isSymbolicLink(directory)
        || !Files.getPosixFilePermissions(directory).equals(owner)) {
      throw new IOException(directory + " can be written to by others");
    }
    return directory;
  }
}
