package io.thalweg.streams.stores.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads RocksDB's native code. RocksDB itself unpacks 15 MB to the temporary directory at every
 * start and leaves them there after a kill; here they are unpacked once per content and user.
 */
final class NativeLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

  private NativeLibrary() {}

  /** Loads it, if that has not happened yet. */
  static void load() {
    if (System.getenv("ROCKSDB_SHAREDLIB_DIR") == null) {
      try {
        RocksDB.loadLibrary(List.of(unpacked().toString()));
        return;
      } catch (IOException | UnsupportedOperationException | UnsatisfiedLinkError e) {
        LOG.debug("No shared copy of RocksDB's native library; using one for this process", e);
      }
    }
    RocksDB.loadLibrary();
  }

  /** The directory that holds the library, unpacked now if it is not there. */
  private static Path unpacked() throws IOException {
    String resource = Environment.getJniLibraryFileName("rocksdb");
    URL url = RocksDB.class.getClassLoader().getResource(resource);
    if (url == null || !(url.openConnection() instanceof JarURLConnection jar)) {
      throw new IOException("rocksdbjni has no " + resource);
    }
    Path directory = privateDirectory(Long.toHexString(jar.getJarEntry().getCrc()));
    Path target = directory.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
    if (!Files.exists(target)) {
      Path draft = Files.createTempFile(directory, "unpacking", ".tmp");
      try (InputStream library = jar.getInputStream()) {
        Files.copy(library, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }
    return directory;
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
