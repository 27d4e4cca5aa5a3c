package io.thalweg.streams.stores.layer;

import java.util.ArrayList;
import java.util.List;

/** Copies the uncommitted rows of a buffer: what a scan sees besides the engine's rows. */
final class Freezer {
  private Freezer() {}

  /** Exact on the owner thread; on others to be believed only under an unchanged version. */
  static <V> List<FrozenRow<V>> freeze(WriteBuffer<?, V> buffer, RowFilter filter) {
    List<FrozenRow<V>> rows = new ArrayList<>();
    for (Entry<V> entry : buffer.dirty().copy()) {
      if (filter.test(entry.key, entry.start)) {
        rows.add(FrozenRow.of(entry, buffer.values()));
      }
    }
    return rows;
  }
}
