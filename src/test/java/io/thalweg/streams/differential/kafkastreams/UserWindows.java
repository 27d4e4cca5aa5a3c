package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.Probe;
import io.thalweg.streams.differential.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/** A window store as a user may write one: in memory, never forgetting. */
final class UserWindows implements WindowStore<Bytes, byte[]> {
  private final Supplier supplier;
  private final TreeMap<Long, TreeMap<Bytes, byte[]>> rows = new TreeMap<>();
  private boolean open;

  private UserWindows(Supplier supplier) {
    this.supplier = supplier;
  }

  /** Supplies them; {@code topics} null if nobody is to know how often they are asked. */
  record Supplier(String name, Duration retention, Duration size, Topics topics)
      implements WindowBytesStoreSupplier {
    @Override
    public WindowStore<Bytes, byte[]> get() {
      return new UserWindows(this);
    }

    @Override
    public String metricsScope() {
      return "user-windows";
    }

    @Override
    public long segmentIntervalMs() {
      return Math.max(60_000, retention.toMillis() / 2);
    }

    @Override
    public long windowSize() {
      return size.toMillis();
    }

    @Override
    public boolean retainDuplicates() {
      return false;
    }

    @Override
    public long retentionPeriod() {
      return retention.toMillis();
    }
  }

  private void saw(String what) {
    if (supplier.topics != null) {
      Probe.saw(supplier.topics, supplier.name + " " + what);
    }
  }

  @Override
  public String name() {
    return supplier.name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(
        root,
        (key, value) -> {
          ByteBuffer end = ByteBuffer.wrap(key, key.length - 12, 12);
          set(Bytes.wrap(Arrays.copyOf(key, key.length - 12)), value, end.getLong());
        });
    open = true;
  }

  @Override
  public void put(Bytes key, byte[] value, long start) {
    saw(
        "put "
            + key
            + " "
            + start
            + " "
            + (value == null ? "null" : HexFormat.of().formatHex(value)));
    set(key, value, start);
  }

  private void set(Bytes key, byte[] value, long start) {
    TreeMap<Bytes, byte[]> window = rows.computeIfAbsent(start, s -> new TreeMap<>());
    if (value == null) {
      window.remove(key);
    } else {
      window.put(key, value);
    }
  }

  @Override
  public byte[] fetch(Bytes key, long time) {
    saw("fetch " + key + " " + time);
    return rows.getOrDefault(time, new TreeMap<>()).get(key);
  }

  @Override
  public WindowStoreIterator<byte[]> fetch(Bytes key, long from, long to) {
    List<Map.Entry<Long, byte[]>> found = new ArrayList<>();
    rows.subMap(from, true, to, true)
        .forEach(
            (start, window) -> {
              if (window.containsKey(key)) {
                found.add(new AbstractMap.SimpleEntry<>(start, window.get(key)));
              }
            });
    return new OfKey(found);
  }

  private static final class OfKey extends UserIterator<Long, byte[]>
      implements WindowStoreIterator<byte[]> {
    OfKey(List<Map.Entry<Long, byte[]>> rows) {
      super(rows);
    }
  }

  @Override
  public KeyValueIterator<Windowed<Bytes>, byte[]> fetch(
      Bytes keyFrom, Bytes keyTo, long from, long to) {
    List<Map.Entry<Windowed<Bytes>, byte[]>> found = new ArrayList<>();
    rows.subMap(from, true, to, true)
        .forEach(
            (start, window) ->
                window.forEach(
                    (key, value) -> {
                      if ((keyFrom == null || key.compareTo(keyFrom) >= 0)
                          && (keyTo == null || key.compareTo(keyTo) <= 0)) {
                        TimeWindow at = new TimeWindow(start, start + supplier.windowSize());
                        found.add(new AbstractMap.SimpleEntry<>(new Windowed<>(key, at), value));
                      }
                    }));
    return new UserIterator<>(found);
  }

  @Override
  public KeyValueIterator<Windowed<Bytes>, byte[]> all() {
    return fetch(null, null, 0, Long.MAX_VALUE);
  }

  @Override
  public KeyValueIterator<Windowed<Bytes>, byte[]> fetchAll(long from, long to) {
    return fetch(null, null, from, to);
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Position getPosition() {
    return Position.emptyPosition();
  }
}
