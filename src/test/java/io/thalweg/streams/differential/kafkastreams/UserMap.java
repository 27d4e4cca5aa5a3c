package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.Probe;
import io.thalweg.streams.differential.Topics;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.TimestampedBytesStore;

/** A key-value store as a user may write one. It tells the probe what it is asked for. */
class UserMap implements KeyValueStore<Bytes, byte[]> {
  private final String name;
  private final Topics topics;
  private final boolean persistent;
  private final boolean watched;
  private final TreeMap<Bytes, byte[]> rows = new TreeMap<>();
  private UserFile file;
  private boolean open;

  UserMap(String name, Topics topics, boolean persistent, boolean watched) {
    this.name = name;
    this.topics = topics;
    this.persistent = persistent;
    this.watched = watched;
  }

  /** The one that wants timestamps though it is persistent. */
  static final class Stamped extends UserMap implements TimestampedBytesStore {
    Stamped(String name, Topics topics) {
      super(name, topics, true, true);
    }
  }

  /** Supplies what {@code maker} makes. */
  record Supplier(String name, java.util.function.Supplier<UserMap> maker)
      implements KeyValueBytesStoreSupplier {
    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      return maker.get();
    }

    @Override
    public String metricsScope() {
      return "user-map";
    }
  }

  static Supplier inMemory(String name, Topics topics) {
    return new Supplier(name, () -> new UserMap(name, topics, false, true));
  }

  static Supplier persistent(String name, Topics topics) {
    return new Supplier(name, () -> new UserMap(name, topics, true, true));
  }

  static Supplier stamped(String name, Topics topics) {
    return new Supplier(name, () -> new Stamped(name, topics));
  }

  /** How often a store behind a cache is asked is nobody's promise. */
  static Supplier unwatched(String name, boolean persistent) {
    return new Supplier(name, () -> new UserMap(name, null, persistent, false));
  }

  private void saw(String what) {
    if (watched) {
      Probe.saw(topics, name + " " + what);
    }
  }

  private static String hex(byte[] bytes) {
    return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(
        root,
        (key, value) -> {
          if (value == null) {
            rows.remove(Bytes.wrap(key));
          } else {
            rows.put(Bytes.wrap(key), value);
          }
        });
    if (persistent) {
      file = new UserFile(context.stateDir(), name);
      file.load((key, value) -> rows.put(Bytes.wrap(key), value));
    }
    saw("init in " + context.taskId() + " of " + context.keySerde().getClass().getSimpleName());
    open = true;
  }

  @Override
  public byte[] get(Bytes key) {
    byte[] value = rows.get(key);
    saw("get " + key + " = " + hex(value));
    return value;
  }

  @Override
  public void put(Bytes key, byte[] value) {
    saw("put " + key + " " + hex(value));
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] before = rows.get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    return rows.remove(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    Map<Bytes, byte[]> found = from == null ? rows : rows.tailMap(from, true);
    found = to == null ? found : new TreeMap<>(found).headMap(to, true);
    return new UserIterator<>(found.entrySet());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return range(null, null);
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    if (persistent) {
      file.save(
          rows.entrySet().stream()
              .map(row -> Arrays.asList(row.getKey().get(), row.getValue()))
              .toList());
    }
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean persistent() {
    return persistent;
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
