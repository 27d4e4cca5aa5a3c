package io.thalweg.streams.stores.user;

import io.thalweg.streams.stores.form.ChangelogSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a store that its changelog does not have yet: all, or with deduplication the last one
 * of each key. Owner thread only.
 */
final class PendingChanges {
  private static final int OVERHEAD = 96;

  private static final class Change {
    final byte[] key;
    final byte @Nullable [] value;
    final long timestamp;

    Change(byte[] key, byte @Nullable [] value, long timestamp) {
      this.key = key;
      this.value = value;
      this.timestamp = timestamp;
    }

    int size() {
      byte[] bytes = value;
      return OVERHEAD + key.length + (bytes == null ? 0 : bytes.length);
    }
  }

  private final boolean logged;
  private final boolean dedup;
  private final List<Change> all = new ArrayList<>();
  private final Map<Bytes, Change> latest = new LinkedHashMap<>();
  private long bytes;

  PendingChanges(boolean logged, boolean dedup) {
    this.logged = logged;
    this.dedup = dedup;
  }

  boolean logged() {
    return logged;
  }

  /** Notes a change; {@code key} in wire form. */
  void add(byte[] key, byte @Nullable [] value, long timestamp) {
    if (!logged) {
      return;
    }
    Change change = new Change(key, value, timestamp);
    bytes += change.size();
    if (dedup) {
      Change before = latest.put(Bytes.wrap(key), change);
      bytes -= before == null ? 0 : before.size();
    } else {
      all.add(change);
    }
  }

  void send(TopicPartition changelog, ChangelogSink sink) {
    for (Change change : all) {
      sink.send(changelog, change.key, change.value, change.timestamp);
    }
    for (Change change : latest.values()) {
      sink.send(changelog, change.key, change.value, change.timestamp);
    }
    clear();
  }

  void clear() {
    all.clear();
    latest.clear();
    bytes = 0;
  }

  long bytes() {
    return bytes;
  }

  long count() {
    return (long) all.size() + latest.size();
  }
}
