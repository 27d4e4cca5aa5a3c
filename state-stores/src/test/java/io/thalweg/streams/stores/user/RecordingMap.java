package io.thalweg.streams.stores.user;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.state.KeyValueBytesStoreSupplier;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A key-value store as a user may write one; it notes what it is asked for. */
final class RecordingMap implements KeyValueStore<Bytes, byte[]> {
  private final Supplier supplier;
  final NavigableMap<Bytes, byte[]> rows = new ConcurrentSkipListMap<>();
  private @Nullable Path file;
  private boolean open;

  private RecordingMap(Supplier supplier) {
    this.supplier = supplier;
  }

  /** Supplies them; {@code calls} are those of all. */
  record Supplier(String name, boolean persistent, List<String> calls)
      implements KeyValueBytesStoreSupplier {
    Supplier(boolean persistent) {
      this("s", persistent, new ArrayList<>());
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return new RecordingMap(this);
    }

    @Override
    public String metricsScope() {
      return "recording";
    }

    List<String> takeCalls() {
      List<String> taken = List.copyOf(calls);
      calls.clear();
      return taken;
    }
  }

  @Override
  public String name() {
    return supplier.name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> set(Bytes.wrap(key), value));
    if (supplier.persistent) {
      file = context.stateDir().toPath().resolve("rows");
      load(file);
    }
    open = true;
  }

  private void load(Path from) {
    try {
      if (Files.exists(from)) {
        for (String line : Files.readAllLines(from)) {
          String[] row = line.split("=", 2);
          set(bytes(row[0]), row[1].getBytes(StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As if it were a file of its own, which is never behind. */
  private void save() {
    Path to = file;
    if (to != null) {
      List<String> lines = new ArrayList<>();
      rows.forEach(
          (key, value) ->
              lines.add(text(key.get()) + "=" + new String(value, StandardCharsets.ISO_8859_1)));
      try {
        Files.write(to, lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
  }

  private void set(Bytes key, byte @Nullable [] value) {
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    supplier.calls.add("get " + key);
    return rows.get(key);
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    supplier.calls.add("put " + key + " " + text(value));
    set(key, value);
    save();
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    supplier.calls.add("putIfAbsent " + key + " " + text(value));
    byte[] before = rows.get(key);
    if (before == null) {
      set(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    supplier.calls.add("putAll " + entries.size());
    entries.forEach(entry -> set(entry.key, entry.value));
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    supplier.calls.add("delete " + key);
    return rows.remove(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    NavigableMap<Bytes, byte[]> found = from == null ? rows : rows.tailMap(from, true);
    return new MapIterator(to == null ? found : found.headMap(to, true));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
    NavigableMap<Bytes, byte[]> found = from == null ? rows : rows.tailMap(from, true);
    return new MapIterator((to == null ? found : found.headMap(to, true)).descendingMap());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new MapIterator(rows);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return new MapIterator(rows.descendingMap());
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    supplier.calls.add("commit " + changelogOffsets.values());
  }

  @Override
  public void close() {
    supplier.calls.add("close");
    open = false;
  }

  @Override
  public boolean persistent() {
    return supplier.persistent;
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}
