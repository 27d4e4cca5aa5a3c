package io.thalweg.streams.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the clocks of this process and of the broker. Used by the measuring thread only. */
final class Meter {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final long TICK_NANOS = 10_000_000; // USER_HZ is 100 on every Linux ABI
  private static final List<String> JIT = List.of("C1 Compiler", "C2 Compiler", "Sweeper");
  private static final List<String> GC = List.of("GC Thread", "G1 ", "VM Thread");

  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final long startNanos;
  private final long brokerPid;
  private final Map<String, Long> jit = new HashMap<>();
  private final Map<String, Long> gc = new HashMap<>();
  private final Map<Long, Long> allocated = new HashMap<>();

  Meter(long brokerPid) {
    this.brokerPid = brokerPid;
    long upMillis =
        System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    this.startNanos = System.nanoTime() - upMillis * 1_000_000;
  }

  Mark mark(long records) {
    sampleThreads();
    long wall = System.nanoTime() - startNanos;
    long cpu = system.getProcessCpuTime();
    long broker =
        brokerPid <= 0
            ? 0
            : ProcessHandle.of(brokerPid)
                .flatMap(p -> p.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    return new Mark(records, wall, cpu, broker, sum(jit), sum(gc));
  }

  /**
   * Notes the CPU time of the virtual machine's own threads (where there is a /proc) and what all
   * threads have allocated; to be called now and then, because a thread that has ended tells
   * nothing.
   */
  void sampleThreads() {
    sampleAllocation();
    if (!Files.isDirectory(TASKS)) {
      return;
    }
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        sampleThread(task);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot list " + TASKS, e);
    }
  }

  private void sampleThread(Path task) {
    String stat;
    try {
      stat = Files.readString(task.resolve("stat"));
    } catch (IOException e) {
      return; // the thread ended meanwhile; its last sample stands
    }
    int close = stat.lastIndexOf(')');
    String name = stat.substring(stat.indexOf('(') + 1, close);
    Map<String, Long> kind = starts(name, JIT) ? jit : starts(name, GC) ? gc : null;
    if (kind != null) {
      String[] fields = stat.substring(close + 2).split(" ", -1);
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      kind.put(task.getFileName().toString(), ticks * TICK_NANOS);
    }
  }

  private void sampleAllocation() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      allocated.merge(ids[i], bytes[i], Math::max);
    }
  }

  /** Bytes that all threads had allocated on the heap when last sampled. */
  long allocatedBytes() {
    return sum(allocated);
  }

  /** Peak resident set in KiB; -1 where there is no /proc. */
  static long peakRssKib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return -1;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return -1;
  }

  private static boolean starts(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }

  private static long sum(Map<?, Long> times) {
    return times.values().stream().mapToLong(Long::longValue).sum();
  }
}
