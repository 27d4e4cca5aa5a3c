package io.thalweg.streams.stores;

import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.TimestampedKeyValueStore;
import io.thalweg.streams.state.TimestampedWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.stores.directory.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * One task with a table and windows in a state directory, as an instance of an application runs it:
 * it restores what is missing, and rebuilds what is damaged. Its changelogs are made up: record
 * {@code n} is a function of {@code n}.
 */
final class Application implements AutoCloseable {
  static final int KEYS = 3_000;
  private static final TaskId TASK = new TaskId(0, 1);
  private static final TopicPartition ROWS = new TopicPartition("app-rows-changelog", 1);
  private static final TopicPartition WINDOWS = new TopicPartition("app-windows-changelog", 1);
  private static final int BATCH = 500;

  private final StateDirectory directory;
  private final StateEngine engine;
  private TaskState state;
  private long restored;
  private int rebuilds;

  /** Starts with what is in the directory; its changelogs have {@code records} records each. */
  Application(Path stateDir, long records) {
    directory = StateDirectory.open(stateDir, "app", true);
    engine = StateEngine.create(config());
    try {
      directory.processId(() -> new UUID(1, 2));
      state = open();
      run(() -> restore(records));
    } catch (RuntimeException e) {
      release();
      throw e;
    }
  }

  /** How many records the start had to read again. */
  long restored() {
    return restored;
  }

  /** How often damage was met while running. */
  int rebuilds() {
    return rebuilds;
  }

  /** Processes records and commits every so often. */
  void process(long from, long to) {
    for (long n = from; n < to; n++) {
      rows().put(key(n), value(n));
      windows().put(key(n), value(n), window(n));
      if (n % BATCH == BATCH - 1 || n == to - 1) {
        state.commit(Map.of(ROWS, n + 1, WINDOWS, n + 1), n);
      }
    }
  }

  /** Compares all rows with what the changelogs say, rebuilding if damage is met. */
  void check(long records) {
    run(
        () -> {
          restore(records);
          compare(records);
        });
  }

  /** Flushes and closes, as a clean stop does. */
  @Override
  public void close() {
    try {
      state.close();
    } finally {
      release();
    }
  }

  /** Stops without a flush. */
  void kill() {
    state.closeDirty();
    release();
  }

  private void release() {
    engine.close();
    directory.close();
  }

  private TaskState open() {
    return engine.open(
        new TaskStateRequest(
            TASK,
            directory.taskDirectory(TASK),
            List.of(spec("rows", null), spec("windows", windowSpec())),
            Map.of("rows", ROWS, "windows", WINDOWS),
            Map.of(),
            Time.SYSTEM,
            () -> 0));
  }

  /** As the runtime does: a damaged state is closed, wiped, opened again and restored. */
  private void run(Runnable work) {
    for (int attempt = 0; ; attempt++) {
      try {
        work.run();
        return;
      } catch (TaskCorruptedException e) {
        if (attempt == 2) {
          throw e;
        }
        rebuilds++;
        state.closeDirty();
        directory.wipe(TASK);
        state = open();
      }
    }
  }

  private void restore(long records) {
    restore(ROWS, records);
    restore(WINDOWS, records);
    state.restoreCompleted();
  }

  private void restore(TopicPartition changelog, long records) {
    long position = state.position(changelog).orElse(0);
    if (position > records) {
      throw new IllegalStateException("Position " + position + " was never reached");
    }
    restored += records - position;
    while (position < records) {
      List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
      for (; batch.size() < BATCH && position < records; position++) {
        batch.add(record(changelog, position));
      }
      state.restore(changelog, batch, position);
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition changelog, long n) {
    byte[] key = Serdes.String().serializer().serialize("", key(n));
    if (changelog.equals(WINDOWS)) {
      byte[] windowed = new byte[key.length + 12];
      System.arraycopy(key, 0, windowed, 0, key.length);
      for (int i = 0; i < 8; i++) {
        windowed[key.length + i] = (byte) (window(n) >>> (56 - 8 * i));
      }
      key = windowed;
    }
    byte[] value = Serdes.String().serializer().serialize("", value(n).value());
    return new ConsumerRecord<>(
        changelog.topic(),
        changelog.partition(),
        n,
        value(n).timestamp(),
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  private void compare(long records) {
    Map<String, ValueAndTimestamp<String>> rows = new HashMap<>();
    Map<String, ValueAndTimestamp<String>> windowed = new HashMap<>();
    for (long n = 0; n < records; n++) {
      rows.put(key(n), value(n));
      windowed.put(key(n) + "@" + window(n), value(n));
    }
    rows.forEach((key, value) -> equal(key, value, rows().get(key)));
    Map<String, ValueAndTimestamp<String>> found = new HashMap<>();
    try (KeyValueIterator<String, ValueAndTimestamp<String>> all = rows().all()) {
      all.forEachRemaining(row -> found.put(row.key, row.value));
    }
    equal("all rows", rows, found);
    found.clear();
    try (var all = windows().all()) {
      all.forEachRemaining(
          row -> found.put(row.key.key() + "@" + row.key.window().start(), row.value));
    }
    equal("all windows", windowed, found);
  }

  private static void equal(String what, Object expected, @Nullable Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(what + ": expected " + expected + ", found " + found);
    }
  }

  @SuppressWarnings("unchecked")
  private TimestampedKeyValueStore<String, String> rows() {
    return (TimestampedKeyValueStore<String, String>) state.store("rows");
  }

  @SuppressWarnings("unchecked")
  private TimestampedWindowStore<String, String> windows() {
    return (TimestampedWindowStore<String, String>) state.store("windows");
  }

  private static String key(long n) {
    return "key-" + n * 7919 % KEYS;
  }

  private static long window(long n) {
    return n / 1_000 * 1_000;
  }

  /** Hard to compress. */
  private static ValueAndTimestamp<String> value(long n) {
    byte[] bytes = new byte[60];
    new Random(n).nextBytes(bytes);
    String text = Base64.getEncoder().encodeToString(bytes);
    return Objects.requireNonNull(ValueAndTimestamp.make(text, window(n)));
  }

  private static StoreSpec.WindowSpec windowSpec() {
    return new StoreSpec.WindowSpec(1_000_000_000, 1_000, 500_000, false);
  }

  private static StoreSpec spec(String name, StoreSpec.@Nullable WindowSpec window) {
    return new StoreSpec(
        name,
        window == null ? StoreSpec.Kind.TIMESTAMPED_KEY_VALUE : StoreSpec.Kind.TIMESTAMPED_WINDOW,
        StoreSpec.Engine.ROCKSDB,
        null,
        Serdes.String(),
        Serdes.String(),
        new StoreSpec.Options(false, true, Map.of()),
        window);
  }

  /** Little memory, so that rows are read from files. */
  private static StateEngineConfig config() {
    return new StateEngineConfig(
        new StateEngineConfig.Budgets(8 << 20, 1 << 16, 8 << 20, 0),
        new StateEngineConfig.FlushPolicy(60_000, 8_000),
        true,
        null,
        Map.of());
  }
}
