package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.RocksDBConfigSetter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes one task's database.
 *
 * @param path the database's own directory; its parent is the task directory
 * @param setter class of the user's config setter
 * @param configs what the setter is given
 */
public record RocksDatabaseSpec(
    TaskId taskId,
    Path path,
    List<Store> stores,
    @Nullable Class<? extends RocksDBConfigSetter> setter,
    Map<String, Object> configs) {

  /**
   * One store.
   *
   * @param bucketed whether keys start with a time bucket, so that rows expire by range
   * @param readInBulk whether it is read while it is loaded in bulk, which must not make that slow
   */
  public record Store(String name, boolean bucketed, boolean readInBulk) {
    /** A store that nobody reads while it is loaded. */
    public Store(String name, boolean bucketed) {
      this(name, bucketed, false);
    }
  }
}
