package io.thalweg.streams.stores.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.state.KeyValueIterator;
import java.util.ArrayList;
import java.util.List;

/** Buffers give rows back in order of time; they are not scanned, and nobody else reads them. */
abstract class BufferModel<I extends Comparable<I>> extends StoreModel<I> {
  /** Taking all rows to see them, and putting them back, costs what the buffer knows by heart. */
  private static final int CHECKS_PER_LOOK = 8;

  private int checks;

  /** The least time of all rows. */
  abstract long least(StoreAccess store);

  /** Takes all rows out, and returns them as {@link #contents} writes them, in its order. */
  abstract List<String> takeAll(StoreAccess store);

  /** Whether there are no rows in the store. */
  @Override
  boolean isEmpty(StoreAccess store) {
    return least(store) == Long.MAX_VALUE;
  }

  @Override
  void checkAll(StoreAccess store) { // after a commit or a restore
    checkNow(store);
    if (checks++ % CHECKS_PER_LOOK == 0) {
      assertEquals(contents(), takeAll(store), store.name());
      store.state().rollback();
      checkNow(store);
    }
  }

  /** Compares what the buffer tells of its contents. */
  abstract void checkNow(StoreAccess store);

  @Override
  boolean forgets() {
    return true;
  }

  @Override
  List<String> contents() {
    List<String> shown = new ArrayList<>();
    rows.forEach((id, cell) -> shown.add(show(id, cell.value())));
    return shown;
  }

  @Override
  boolean scannable() {
    return false;
  }

  @Override
  final KeyValueIterator<?, ?> scan(StoreAccess store, boolean shared, boolean forward) {
    throw new UnsupportedOperationException();
  }

  @Override
  final String emissionId(I id) {
    return id.toString();
  }
}
