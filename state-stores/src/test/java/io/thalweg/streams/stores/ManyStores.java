package io.thalweg.streams.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.stores.directory.Trash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;

/**
 * Fills 32 stores of 8 tasks, reads and scans them, and prints what memory it took beyond the heap.
 * Run by {@link MemoryBudgetTest}, or by hand, with a fixed heap: {@code java -Xms256m -Xmx256m
 * -XX:+AlwaysPreTouch … ManyStores <directory> <budget in MB> <rows per store>}.
 */
final class ManyStores {
  private static final int TASKS = 8;
  private static final int STORES = 4;
  private static final int COMMIT = 2_000;
  private static final int OPEN_ITERATORS = 64;
  private static final long MB = 1 << 20;

  private final StateEngine engine;
  private final List<TaskState> tasks = new ArrayList<>();
  private final byte[] filler = new byte[100];
  private final Random random = new Random(3);
  private long peak;

  private ManyStores(Path directory, long budget) {
    StateEngineConfig base = StateEngineConfig.defaults();
    engine =
        StateEngine.create(
            new StateEngineConfig(
                new StateEngineConfig.Budgets(budget, 8 * MB, 64 * MB, 0),
                base.flush(),
                true,
                null,
                Map.of()));
    for (int task = 0; task < TASKS; task++) {
      tasks.add(open(directory, task));
    }
  }

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    long budget = Long.parseLong(arguments[1]) * MB;
    int rows = Integer.parseInt(arguments[2]);
    Path warmUp = directory.resolve("warm-up");
    ManyStores first = new ManyStores(warmUp, 8 * MB); // loads code and classes
    first.run(2_000);
    first.close();
    Trash.empty(warmUp);
    long rssBefore = status("VmRSS");
    long filesBefore = openFiles();
    ManyStores stores = new ManyStores(directory.resolve("app"), budget);
    stores.run(rows);
    print("data.mb", (long) TASKS * STORES * rows * (stores.filler.length + 16) / MB);
    print("rocksdb.peak.mb", stores.peak / MB);
    print("rss.growth.mb", (status("VmRSS") - rssBefore) / MB);
    print("rss.peak.growth.mb", (status("VmHWM") - rssBefore) / MB);
    print("files.growth", openFiles() - filesBefore);
  }

  private void run(int rows) {
    for (int from = 0; from < rows; from += COMMIT) {
      for (TaskState task : tasks) {
        fill(task, from, Math.min(rows, from + COMMIT));
      }
      measure();
    }
    for (TaskState task : tasks) {
      for (int store = 0; store < STORES; store++) {
        for (int i = 0; i < rows / 10; i++) {
          store(task, store).get(key(random.nextInt(rows * 2)));
        }
        measure();
      }
    }
    List<KeyValueIterator<byte[], byte[]>> open = scan();
    measure();
    open.forEach(KeyValueIterator::close);
  }

  private void close() {
    tasks.forEach(TaskState::close);
    engine.close();
  }

  private void fill(TaskState task, int from, int to) {
    for (int store = 0; store < STORES; store++) {
      KeyValueStore<byte[], byte[]> rows = store(task, store);
      for (int i = from; i < to; i++) {
        random.nextBytes(filler);
        rows.put(key(i), filler.clone());
      }
    }
    task.commit(Map.of(), 0);
  }

  private List<KeyValueIterator<byte[], byte[]>> scan() {
    List<KeyValueIterator<byte[], byte[]>> open = new ArrayList<>();
    for (int i = 0; i < OPEN_ITERATORS; i++) {
      KeyValueIterator<byte[], byte[]> rows = store(tasks.get(i % TASKS), i % STORES).all();
      for (int row = 0; row < 1_000 && rows.hasNext(); row++) {
        KeyValue<byte[], byte[]> unused = rows.next();
      }
      open.add(rows);
    }
    return open;
  }

  private void measure() {
    peak = Math.max(peak, engine.nativeBudget().used());
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }

  @SuppressWarnings("unchecked")
  private static KeyValueStore<byte[], byte[]> store(TaskState task, int store) {
    return (KeyValueStore<byte[], byte[]>) task.store("store-" + store);
  }

  private static byte[] key(int i) {
    return ("key-" + Integer.toHexString(Integer.reverse(i) * 0x9E3779B1)).getBytes(UTF_8);
  }

  private TaskState open(Path directory, int task) {
    List<StoreSpec> specs = new ArrayList<>();
    for (int store = 0; store < STORES; store++) {
      specs.add(
          new StoreSpec(
              "store-" + store,
              StoreSpec.Kind.KEY_VALUE,
              StoreSpec.Engine.ROCKSDB,
              null,
              Serdes.ByteArray(),
              Serdes.ByteArray(),
              new StoreSpec.Options(false, false, Map.of()),
              null));
    }
    return engine.open(
        new TaskStateRequest(
            new TaskId(0, task),
            directory.resolve("0_" + task),
            specs,
            Map.of(),
            Map.of(),
            Time.SYSTEM,
            () -> 0));
  }

  private static long status(String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(l -> l.startsWith(field)).findAny().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
