package io.thalweg.streams.stores;

import io.thalweg.streams.stores.directory.Trash;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** CPU time per record of a restore, with and without bulk mode. Run by hand. */
final class RestoreBench {
  private static final int RECORDS = 1_000_000;

  private RestoreBench() {}

  public static void main(String[] arguments) throws IOException {
    for (int round = 0; round < 2; round++) {
      for (long announced : new long[] {0, RECORDS}) {
        run(announced);
      }
    }
  }

  private static void run(long announced) throws IOException {
    Path directory = Files.createTempDirectory("bench");
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean process = ManagementFactory.getOperatingSystemMXBean();
    Random random = new Random(1);
    try (StateEngine engine = StateEngine.create(StateEngineConfig.defaults())) {
      TaskState state = engine.open(StoreBench.request(directory, false));
      long thread = 0;
      long total = 0;
      for (int i = 0; i < RECORDS; i += 1_000) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int j = 0; j < 1_000; j++) {
          byte[] key = new byte[16];
          byte[] value = new byte[84];
          random.nextBytes(key);
          random.nextBytes(value);
          batch.add(new ConsumerRecord<>("app-s-changelog", 0, i + j, key, value));
        }
        long threadBefore = threads.getCurrentThreadCpuTime();
        long before = cpu(process);
        if (i == 0) {
          state.prepareRestore(announced);
        }
        state.restore(StoreBench.CHANGELOG, batch, i + 1_000);
        if (i + 1_000 == RECORDS) {
          state.restoreCompleted();
        }
        thread += threads.getCurrentThreadCpuTime() - threadBefore;
        total += cpu(process) - before;
      }
      System.out.printf(
          "%s: thread %d, process in that time %d ns/record%n",
          announced > 0 ? "bulk" : "normal", thread / RECORDS, total / RECORDS);
      state.close();
    } finally {
      Trash.empty(directory);
    }
  }

  private static long cpu(OperatingSystemMXBean process) {
    return ((com.sun.management.OperatingSystemMXBean) process).getProcessCpuTime();
  }
}
