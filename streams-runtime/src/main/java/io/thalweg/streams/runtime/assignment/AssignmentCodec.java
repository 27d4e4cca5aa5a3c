package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.WireReader.MalformedException;
import io.thalweg.streams.state.HostInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The binary form of what members and leader tell each other.
 *
 * <p>Both messages begin with the version of the rest and the highest version that the writer can
 * read, so that releases can meet in a rolling upgrade: a member writes the version the group
 * agreed on, and the leader answers in the lowest version among its members. Equal values give
 * equal bytes.
 */
final class AssignmentCodec {
  static final byte VERSION = 1;

  private static final byte SHUTDOWN_FLAG = 1;
  private static final byte NO_ERROR = 0;
  private static final Comparator<HostInfo> BY_NAME =
      Comparator.comparing(HostInfo::host).thenComparingInt(HostInfo::port);

  private AssignmentCodec() {}

  static ByteBuffer encode(SubscriptionInfo info) {
    WireWriter out = header().uuid(info.processId());
    out.all(info.endpoint().stream().toList(), host -> writeHost(out, host));
    writeTasks(out, info.tasks().active());
    writeTasks(out, info.tasks().standby());
    SortedMap<TaskId, Long> state = new TreeMap<>(info.tasks().stateOnDisk());
    out.all(state.entrySet(), e -> out.task(e.getKey()).number(Math.max(0, e.getValue())));
    out.raw(info.tasks().shutdownRequested() ? SHUTDOWN_FLAG : 0);
    return out.number(info.uniqueField() & 0xFF).toBuffer();
  }

  /**
   * @throws TaskAssignmentException if the bytes are missing, of an unknown version or garbage
   */
  static SubscriptionInfo decodeSubscription(@Nullable ByteBuffer bytes) {
    return decode("subscription", bytes, AssignmentCodec::readSubscription);
  }

  static ByteBuffer encode(AssignmentInfo info) {
    WireWriter out = header();
    out.raw(info.error().map(error -> error.code().id()).orElse(NO_ERROR));
    info.error().ifPresent(error -> out.text(error.message()));
    out.all(info.active(), out::task);
    writeTasks(out, info.standby());
    SortedMap<HostInfo, HostTasks> hosts = new TreeMap<>(BY_NAME);
    hosts.putAll(info.hosts());
    out.all(
        hosts.entrySet(),
        e -> {
          writeHost(out, e.getKey());
          writeTasks(out, e.getValue().active());
          writeTasks(out, e.getValue().standby());
        });
    SortedMap<String, Integer> topics = new TreeMap<>(info.topicPartitions());
    return out.all(topics.entrySet(), e -> out.text(e.getKey()).number(e.getValue())).toBuffer();
  }

  /**
   * @throws TaskAssignmentException if the bytes are missing, of an unknown version or garbage
   */
  static AssignmentInfo decodeAssignment(@Nullable ByteBuffer bytes) {
    return decode("assignment", bytes, AssignmentCodec::readAssignment);
  }

  private static SubscriptionInfo readSubscription(WireReader in) {
    var processId = in.uuid();
    Optional<HostInfo> endpoint = in.all(() -> readHost(in)).stream().findFirst();
    Set<TaskId> active = readTasks(in);
    Set<TaskId> standby = readTasks(in);
    Map<TaskId, Long> state = readMap(in, in::task, in::number, new TreeMap<>());
    boolean shutdown = (in.raw() & SHUTDOWN_FLAG) != 0;
    return new SubscriptionInfo(
        processId, endpoint, new LocalTaskInfo(active, standby, state, shutdown), in.integer());
  }

  private static AssignmentInfo readAssignment(WireReader in) {
    byte errorId = in.raw();
    Optional<AssignmentError> error =
        errorId == NO_ERROR
            ? Optional.empty()
            : Optional.of(new AssignmentError(AssignmentError.Code.of(errorId), in.text()));
    List<TaskId> active = in.all(in::task);
    List<TaskId> standby = new ArrayList<>(readTasks(in));
    Map<HostInfo, HostTasks> hosts =
        readMap(
            in,
            () -> readHost(in),
            () -> new HostTasks(readTasks(in), readTasks(in)),
            new TreeMap<>(BY_NAME));
    Map<String, Integer> topics = readMap(in, in::text, in::integer, new TreeMap<>());
    return new AssignmentInfo(active, standby, hosts, topics, error);
  }

  private static WireWriter header() {
    return new WireWriter().raw(VERSION).raw(VERSION);
  }

  private static <T> T decode(
      String what, @Nullable ByteBuffer bytes, Function<WireReader, T> body) {
    if (bytes == null) {
      throw new TaskAssignmentException(
          "The " + what + " has no user data: all consumers of the group must run this library.");
    }
    WireReader in = new WireReader(bytes);
    try {
      byte version = in.raw();
      byte latest = in.raw();
      if (version != VERSION) {
        throw new TaskAssignmentException(
            "The "
                + what
                + " has format version "
                + version
                + " (its writer can read up to "
                + latest
                + "), this release knows version "
                + VERSION
                + " only. Run the same release on all instances, or upgrade them one release at a"
                + " time.");
      }
      T value = body.apply(in);
      in.end();
      return value;
    } catch (MalformedException e) {
      throw new TaskAssignmentException(
          "The "
              + what
              + " cannot be read: "
              + e.getMessage()
              + " All consumers of the group must run this library.",
          e);
    }
  }

  private static void writeHost(WireWriter out, HostInfo host) {
    out.text(host.host()).number(host.port());
  }

  private static HostInfo readHost(WireReader in) {
    return new HostInfo(in.text(), in.integer());
  }

  private static void writeTasks(WireWriter out, Collection<TaskId> tasks) {
    out.all(new TreeSet<>(tasks), out::task);
  }

  private static SortedSet<TaskId> readTasks(WireReader in) {
    return new TreeSet<>(in.all(in::task));
  }

  private static <K, V> Map<K, V> readMap(
      WireReader in, Supplier<K> key, Supplier<V> value, Map<K, V> into) {
    in.all(() -> Map.entry(key.get(), value.get()))
        .forEach(e -> into.put(e.getKey(), e.getValue()));
    return into;
  }
}
