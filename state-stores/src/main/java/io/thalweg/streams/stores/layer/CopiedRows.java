package io.thalweg.streams.stores.layer;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sorted copy: what readers in other threads get. */
final class CopiedRows<V> implements FreshRows<V> {
  private final List<FrozenRow<V>> rows;
  private final boolean forward;
  private int index;

  CopiedRows(List<FrozenRow<V>> rows, boolean forward) {
    this.rows = rows;
    this.forward = forward;
    rows.sort((a, b) -> order(a.key, b.key));
  }

  @Override
  public void seekToEdge() {
    index = 0;
  }

  @Override
  public void seek(byte[] key) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (order(rows.get(middle).key, key) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    index = low;
  }

  @Override
  public void advance() {
    index++;
  }

  @Override
  public @Nullable FrozenRow<V> current() {
    return index < rows.size() ? rows.get(index) : null;
  }

  private int order(byte[] a, byte[] b) {
    return forward ? Arrays.compareUnsigned(a, b) : Arrays.compareUnsigned(b, a);
  }
}
