package io.thalweg.streams.stores.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows on the heap; nothing outlives {@link #close}. */
public final class MemoryEngine implements ByteEngine {
  private final Map<String, MemoryStore> stores = new HashMap<>(); // fixed after construction
  private final MemoryStore meta;
  private final Lease lease = new Lease();

  /** An engine whose cursors nobody watches. */
  public MemoryEngine(Collection<String> names) {
    this(names, new CursorWatch(() -> 0, () -> 0, false));
  }

  public MemoryEngine(Collection<String> names, CursorWatch watch) {
    for (String name : names) {
      stores.put(name, new MemoryStore(name, lease, watch));
    }
    meta = new MemoryStore("meta", lease, watch);
  }

  @Override
  public ByteStore store(String name) {
    MemoryStore store = stores.get(name);
    if (store == null) {
      throw new IllegalArgumentException(
          "No in-memory store " + name + "; have " + stores.keySet());
    }
    return store;
  }

  @Override
  public ByteStore meta() {
    return meta;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public Lease lease() {
    return lease;
  }

  @Override
  public Batch batch() {
    return new DirectBatch();
  }

  @Override
  public void write(Batch batch) {
    ((DirectBatch) batch).apply();
  }

  @Override
  public void flush(boolean wait) {
    // there is no disk
  }

  @Override
  public void beginBulk() {
    // writes are fast already
  }

  @Override
  public void endBulk() {
    // see beginBulk
  }

  @Override
  public List<EngineGauge> gauges(String store) {
    return List.of(
        new EngineGauge(
            "num-keys",
            "The current number of keys in the in-memory state store",
            store(store)::approximateEntries));
  }

  @Override
  public @Nullable RuntimeException damage() {
    return null;
  }

  @Override
  public void close() {
    lease.shut();
    stores.values().forEach(MemoryStore::clear);
    meta.clear();
  }

  /** Remembers the changes and applies them when told to: a batch given up leaves no trace. */
  private static final class DirectBatch implements Batch {
    private final List<Runnable> changes = new ArrayList<>();

    @Override
    public void put(ByteStore store, byte[] key, byte[] value) {
      changes.add(() -> ((MemoryStore) store).put(key, value));
    }

    @Override
    public void put(ByteStore store, byte[] key, long prefix, byte[] value) {
      byte[] joined = new byte[8 + value.length];
      Keys.putLong(joined, 0, prefix);
      System.arraycopy(value, 0, joined, 8, value.length);
      put(store, key, joined);
    }

    @Override
    public void delete(ByteStore store, byte[] key) {
      changes.add(() -> ((MemoryStore) store).remove(key));
    }

    @Override
    public void deleteRange(ByteStore store, byte[] from, byte[] to) {
      if (Arrays.compareUnsigned(from, to) < 0) {
        changes.add(() -> ((MemoryStore) store).removeRange(from, to));
      }
    }

    void apply() {
      changes.forEach(Runnable::run);
      changes.clear();
    }
  }
}
