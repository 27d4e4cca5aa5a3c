package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.stores.directory.Trash;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;

/**
 * CPU time of the owner thread per record, for a count by key and a count by key and window, with
 * commits. Run by hand: {@code StoreBench [records [table MB]]}.
 */
final class StoreBench {
  private static final int COMMIT = 20_000;
  static final TopicPartition CHANGELOG = new TopicPartition("app-s-changelog", 0);

  private StoreBench() {}

  public static void main(String[] arguments) throws IOException {
    int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
    long tableMb = arguments.length > 1 ? Long.parseLong(arguments[1]) : 64;
    byte[][] keys = zipfKeys(200_000, 1 << 20);
    for (int round = 0; round < 2; round++) {
      for (boolean windowed : new boolean[] {false, true}) {
        System.out.printf(
            "%s %d MB: %d ns/record%n",
            windowed ? "tumbling" : "count", tableMb, run(keys, windowed, records, tableMb << 20));
      }
    }
  }

  private static long run(byte[][] keys, boolean windowed, int records, long tableBytes)
      throws IOException {
    Path directory = Files.createTempDirectory("bench");
    StateEngineConfig config =
        new StateEngineConfig(
            new StateEngineConfig.Budgets(64 << 20, tableBytes, 256 << 20, 0),
            new StateEngineConfig.FlushPolicy(30_000, 10_000_000),
            true,
            null,
            Map.of());
    try (StateEngine engine = StateEngine.create(config)) {
      TaskState state = engine.open(request(directory, windowed));
      RowTable<String, Long> table = state.table("s");
      long[] sent = new long[1];
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long start = 0;
      long logging = 0;
      long writing = 0;
      for (int i = 0; i < records; i++) {
        if (i == records / 4) {
          start = threads.getCurrentThreadCpuTime();
        }
        byte[] key = keys[i & (keys.length - 1)].clone(); // as it comes from the consumer
        long time = i / 20;
        Row<Long> row =
            windowed ? table.locate("", key, time - time % 5_000) : table.locate("", key);
        Long count = row.value();
        table.update(row, count == null ? 1L : count + 1, time);
        if (i % COMMIT == COMMIT - 1) {
          long before = threads.getCurrentThreadCpuTime();
          state.writeChangelogs((topic, k, v, timestamp) -> sent[0]++);
          long between = threads.getCurrentThreadCpuTime();
          state.commit(Map.of(CHANGELOG, sent[0]), i);
          logging += start == 0 ? 0 : between - before;
          writing += start == 0 ? 0 : threads.getCurrentThreadCpuTime() - between;
        }
      }
      long used = threads.getCurrentThreadCpuTime() - start;
      int measured = records - records / 4;
      System.out.printf(
          "  %s%n  changelog %d records, %d ns/record; batch %d ns/record%n",
          state.stats(), sent[0], logging / measured, writing / measured);
      state.closeDirty();
      return used / (records - records / 4);
    } finally {
      Trash.empty(directory);
    }
  }

  static TaskStateRequest request(Path directory, boolean windowed) {
    StoreSpec spec =
        new StoreSpec(
            "s",
            windowed ? StoreSpec.Kind.TIMESTAMPED_WINDOW : StoreSpec.Kind.TIMESTAMPED_KEY_VALUE,
            StoreSpec.Engine.ROCKSDB,
            null,
            Serdes.String(),
            Serdes.Long(),
            new StoreSpec.Options(false, true, Map.of()),
            windowed ? new StoreSpec.WindowSpec(20_000, 5_000, 10_000, false) : null);
    return new TaskStateRequest(
        new TaskId(0, 0),
        directory,
        List.of(spec),
        Map.of("s", CHANGELOG),
        Map.of(),
        Time.SYSTEM,
        () -> 0);
  }

  private static byte[][] zipfKeys(int keys, int records) {
    double[] cumulative = new double[keys];
    double sum = 0;
    for (int i = 0; i < keys; i++) {
      sum += 1 / Math.pow(i + 1, 0.99);
      cumulative[i] = sum;
    }
    Random random = new Random(1);
    byte[][] trace = new byte[records][];
    for (int i = 0; i < records; i++) {
      int at = Arrays.binarySearch(cumulative, random.nextDouble() * sum);
      trace[i] = ("customer-" + (at < 0 ? -at - 1 : at)).getBytes(StandardCharsets.UTF_8);
    }
    return trace;
  }
}
