package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.RocksDBConfigSetter;
import io.thalweg.streams.stores.engine.CursorWatch;
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
 * @param watch what its cursors are watched with
 * @param detailed whether RocksDB keeps statistics, which costs some speed
 */
public record RocksDatabaseSpec(
    TaskId taskId,
    Path path,
    List<Store> stores,
    @Nullable Class<? extends RocksDBConfigSetter> setter,
    Map<String, Object> configs,
    CursorWatch watch,
    boolean detailed) {

  /**
   * One store.
   *
   * @param bucketed whether keys start with a time bucket, so that rows expire by range
   * @param bulk whether restoring only writes its rows; one that is read meanwhile is loaded as
   *     usual
   */
  public record Store(String name, boolean bucketed, boolean bulk) {
    public Store(String name, boolean bucketed) {
      this(name, bucketed, true);
    }
  }

  /** The same database elsewhere. */
  RocksDatabaseSpec at(Path elsewhere) {
    return new RocksDatabaseSpec(taskId, elsewhere, stores, setter, configs, watch, detailed);
  }
}
