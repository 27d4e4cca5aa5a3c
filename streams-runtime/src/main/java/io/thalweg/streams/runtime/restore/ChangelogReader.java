package io.thalweg.streams.runtime.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** The restore consumer with what it is assigned and what it returned last. Restore thread only. */
final class ChangelogReader {
  private static final Duration NO_WAIT = Duration.ZERO;

  private final Supplier<Consumer<byte[], byte[]>> clients;
  private final java.util.function.Consumer<Consumer<byte[], byte[]>> afterPoll;
  private @Nullable Consumer<byte[], byte[]> made; // owner: the restore thread
  // owner: the restore thread; where each assigned changelog begins
  private final Map<TopicPartition, Long> assigned = new LinkedHashMap<>();
  // owner: the restore thread; those the consumer does not know of yet
  private final Map<TopicPartition, Long> added = new HashMap<>();
  // owner: the restore thread; those that are read only while nothing more urgent is
  private final Set<TopicPartition> patient = new HashSet<>();
  // owner: the restore thread; those that are not read for now
  private final Set<TopicPartition> parked = new HashSet<>();
  private boolean changed; // owner: the restore thread
  private ConsumerRecords<byte[], byte[]> last = ConsumerRecords.empty(); // owner: restore thread

  /**
   * The consumer is made by {@link #open}, on the restore thread: nobody has to wait for it.
   *
   * @param afterPoll is shown the consumer after each poll
   */
  ChangelogReader(
      Supplier<Consumer<byte[], byte[]>> clients,
      java.util.function.Consumer<Consumer<byte[], byte[]>> afterPoll) {
    this.clients = clients;
    this.afterPoll = afterPoll;
  }

  /** Makes the consumer, if it is not there yet. */
  void open() {
    consumer();
  }

  private Consumer<byte[], byte[]> consumer() {
    Consumer<byte[], byte[]> consumer = made;
    if (consumer == null) {
      consumer = clients.get();
      made = consumer;
    }
    return consumer;
  }

  /** Positions that a changelog does not have. */
  static final class OutOfRange extends RuntimeException {
    private final transient List<TopicPartition> changelogs;

    OutOfRange(InvalidOffsetException cause) {
      super(cause);
      this.changelogs = List.copyOf(cause.partitions());
    }

    List<TopicPartition> changelogs() {
      return changelogs;
    }
  }

  /** Whether there is anything to poll for. */
  boolean reads() {
    return !assigned.isEmpty();
  }

  /**
   * Reads one more.
   *
   * @param urgent while there is one such, those that are not have to wait
   */
  void add(TopicPartition changelog, long position, boolean urgent) {
    assigned.put(changelog, position);
    added.put(changelog, position);
    if (!urgent) {
      patient.add(changelog);
    }
    changed = true;
  }

  /** Stops reading until {@link #unpark}; then goes on from {@code position}. */
  void park(TopicPartition changelog, long position) {
    if (assigned.containsKey(changelog)) {
      parked.add(changelog);
      added.put(changelog, position);
      changed = true;
    }
  }

  void unpark(TopicPartition changelog) {
    changed |= parked.remove(changelog);
  }

  boolean isParked(TopicPartition changelog) {
    return parked.contains(changelog);
  }

  void remove(TopicPartition changelog) {
    if (assigned.remove(changelog) != null) {
      added.remove(changelog);
      patient.remove(changelog);
      parked.remove(changelog);
      changed = !assigned.isEmpty();
      if (assigned.isEmpty()) {
        consumer().unsubscribe(); // lets go of records it fetched ahead
      }
    }
  }

  /**
   * Reads the next records of any of the changelogs.
   *
   * @throws OutOfRange if the consumer's position is not in a log
   * @throws org.apache.kafka.common.KafkaException as the consumer does
   */
  void poll(long waitMs) {
    last = ConsumerRecords.empty();
    try {
      assign();
      last = consumer().poll(Duration.ofMillis(waitMs));
      afterPoll.accept(consumer());
    } catch (WakeupException e) {
      // nothing was read; the loop goes on
    } catch (InvalidOffsetException e) {
      throw new OutOfRange(e);
    }
  }

  private void assign() {
    if (changed) {
      consumer().assign(new ArrayList<>(assigned.keySet()));
      boolean urgent = !patient.containsAll(assigned.keySet());
      Set<TopicPartition> paused = new HashSet<>(urgent ? patient : parked);
      paused.addAll(parked);
      Set<TopicPartition> read = new HashSet<>(assigned.keySet());
      read.removeAll(paused);
      consumer().pause(paused);
      consumer().resume(read);
      changed = false;
    }
    added.forEach(consumer()::seek);
    added.clear();
  }

  /** The end of the log as the last fetch saw it; empty if there was none. */
  OptionalLong end(TopicPartition changelog) {
    if (!assigned.containsKey(changelog) || added.containsKey(changelog)) {
      return OptionalLong.empty();
    }
    OptionalLong lag = consumer().currentLag(changelog);
    return lag.isEmpty()
        ? lag
        : OptionalLong.of(
            position(changelog, assigned.getOrDefault(changelog, 0L)) + lag.getAsLong());
  }

  /** What the last poll returned for a changelog. */
  List<ConsumerRecord<byte[], byte[]>> polled(TopicPartition changelog) {
    return last.records(changelog);
  }

  /**
   * The offset the consumer reads next, past transaction markers and gaps.
   *
   * @param otherwise the answer while the consumer does not know
   */
  long position(TopicPartition changelog, long otherwise) {
    if (!assigned.containsKey(changelog) || added.containsKey(changelog)) {
      return otherwise;
    }
    try {
      return consumer().position(changelog, NO_WAIT);
    } catch (TimeoutException e) {
      return otherwise; // its leader is being found; no records came either
    } catch (InvalidOffsetException e) {
      return otherwise; // the next poll says so
    }
  }

  void close() {
    Utils.closeQuietly(made, "restore consumer");
  }
}
