package io.thalweg.streams.stores.layer;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Uncommitted rows in one direction of key order, tombstones too. One thread at a time. */
interface FreshRows<V> {
  /** No rows. */
  static <V> FreshRows<V> none() {
    return new CopiedRows<>(new ArrayList<>(), true);
  }

  /** To the first one. */
  void seekToEdge();

  /** To the first one at or beyond {@code key}. */
  void seek(byte[] key);

  void advance();

  /** The one it stands on; null at the end. */
  @Nullable FrozenRow<V> current();
}
