package io.thalweg.streams.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Counts the samples of a flight recording: by thread, innermost frame, any frame, allocation. */
public final class Recording {
  private static final int TOP = 25;

  private final Map<String, Long> threads = new HashMap<>();
  private final Map<String, Long> innermost = new HashMap<>();
  private final Map<String, Long> inclusive = new HashMap<>();
  private final Map<String, Long> allocated = new HashMap<>();

  private Recording() {}

  public static Recording read(Path file) throws IOException {
    Recording recording = new Recording();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        recording.add(events.readEvent());
      }
    }
    return recording;
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> addSample(event);
      case "jdk.ObjectAllocationSample" -> {
        RecordedClass type = event.getClass("objectClass");
        allocated.merge(type.getName(), event.getLong("weight"), Long::sum);
      }
      default -> {}
    }
  }

  private void addSample(RecordedEvent event) {
    if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    String top = name(frames.get(0).getMethod());
    if (waits(top)) {
      return;
    }
    RecordedThread thread = event.getThread("sampledThread");
    threads.merge(thread == null ? "?" : threadKind(thread), 1L, Long::sum);
    innermost.merge(top, 1L, Long::sum);
    Set<String> seen = new HashSet<>();
    for (RecordedFrame frame : frames) {
      String name = name(frame.getMethod());
      if (seen.add(name)) {
        inclusive.merge(name, 1L, Long::sum);
      }
    }
  }

  /** Native samples count threads that wait in the kernel as if they ran. */
  private static boolean waits(String method) {
    return method.endsWith("EPoll.wait") || method.endsWith("Unsafe.park");
  }

  private static String threadKind(RecordedThread thread) {
    String name = thread.getJavaName() == null ? thread.getOSName() : thread.getJavaName();
    return name == null ? "?" : name.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "*");
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  /** The leaders of each count, as shares. */
  public String text() {
    return section("threads", threads)
        + section("innermost frames", innermost)
        + section("frames anywhere on the stack", inclusive, innermost)
        + section("allocated bytes by class", allocated);
  }

  private static String section(String title, Map<String, Long> counts) {
    return section(title, counts, counts);
  }

  private static String section(String title, Map<String, Long> counts, Map<String, Long> whole) {
    long sum = Math.max(1, whole.values().stream().mapToLong(Long::longValue).sum());
    StringBuilder text = new StringBuilder("  ").append(title).append('\n');
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(TOP)
        .forEach(
            e ->
                text.append(
                    String.format(
                        Locale.ROOT, "    %5.1f%%  %s%n", 100.0 * e.getValue() / sum, e.getKey())));
    return text.toString();
  }
}
