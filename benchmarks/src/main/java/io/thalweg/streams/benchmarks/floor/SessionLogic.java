package io.thalweg.streams.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.Values;
import io.thalweg.streams.benchmarks.workload.Windows;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Sums per key and session, a list of sessions per key; a session that grows is another one. */
final class SessionLogic implements Logic {
  private final Output output;
  private final Map<String, List<Session>> sessions = new HashMap<>();
  private final Map<Integer, Long> streamTimes = new HashMap<>();
  private final Set<Session> dirty = new LinkedHashSet<>();

  SessionLogic(Output output) {
    this.output = output;
  }

  @Override
  public void process(ConsumerRecord<String, byte[]> record) {
    long time = record.timestamp();
    long now = streamTimes.merge(record.partition(), time, Math::max);
    List<Session> own = sessions.computeIfAbsent(record.key(), key -> new ArrayList<>(2));
    Session whole = new Session(record.key(), record.partition(), time);
    whole.sum = Values.number(record.value());
    for (Iterator<Session> each = own.iterator(); each.hasNext(); ) {
      Session session = each.next();
      if (session.end < now - Windows.GAP - Windows.GRACE) {
        each.remove();
      } else if (session.start - Windows.GAP <= time && time <= session.end + Windows.GAP) {
        whole.take(session);
        each.remove();
        replace(session);
      }
    }
    own.add(whole);
    dirty.add(whole);
  }

  /** Only what has been sent needs a tombstone. */
  private void replace(Session session) {
    if (session.sent) {
      session.removed = true;
      dirty.add(session);
    } else {
      dirty.remove(session);
    }
  }

  @Override
  public void flush() {
    for (Session session : dirty) {
      session.send(output);
    }
    dirty.clear();
  }

  private static final class Session {
    private final String key;
    private final int partition;
    private long start;
    private long end;
    private long sum;
    private boolean sent;
    private boolean removed;

    Session(String key, int partition, long time) {
      this.key = key;
      this.partition = partition;
      this.start = time;
      this.end = time;
    }

    void take(Session other) {
      start = Math.min(start, other.start);
      end = Math.max(end, other.end);
      sum += other.sum;
    }

    void send(Output output) {
      byte[] name = key.getBytes(UTF_8);
      byte @Nullable [] value = removed ? null : Values.number(sum);
      byte[] logKey =
          ByteBuffer.allocate(name.length + 16).put(name).putLong(end).putLong(start).array();
      output.log(partition, logKey, value, end);
      output.send((key + '@' + start + '@' + end).getBytes(UTF_8), value, end);
      sent = true;
    }
  }
}
