package io.thalweg.streams.stores.user;

import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.HeaderBytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
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
    final @Nullable Headers headers; // of a deletion, if the store keeps headers

    Change(byte[] key, byte @Nullable [] value, long timestamp, @Nullable Headers headers) {
      this.key = key;
      this.value = value;
      this.timestamp = timestamp;
      this.headers = headers;
    }

    int size() {
      byte[] bytes = value;
      int more = headers == null ? 0 : HeaderBytes.size(headers);
      return OVERHEAD + key.length + (bytes == null ? 0 : bytes.length) + more;
    }
  }

  private final boolean logged;
  private final boolean dedup;
  private final @Nullable Supplier<Headers> recordHeaders;
  private final List<Change> all = new ArrayList<>();
  private final Map<Bytes, Change> latest = new LinkedHashMap<>();
  private long bytes;

  /**
   * No changes yet.
   *
   * @param recordHeaders the headers of the record in hand; null if the store keeps no headers,
   *     else they stand before the value
   */
  PendingChanges(boolean logged, boolean dedup, @Nullable Supplier<Headers> recordHeaders) {
    this.logged = logged;
    this.dedup = dedup;
    this.recordHeaders = recordHeaders;
  }

  /** Whether headers stand before a value. */
  boolean headed() {
    return recordHeaders != null;
  }

  boolean logged() {
    return logged;
  }

  /** Notes a change; {@code key} in wire form. */
  void add(byte[] key, byte @Nullable [] value, long timestamp) {
    if (!logged) {
      return;
    }
    Headers headers = value == null && recordHeaders != null ? recordHeaders.get() : null;
    Change change = new Change(key, value, timestamp, headers);
    bytes += change.size();
    if (dedup) {
      Change before = latest.put(Bytes.wrap(key), change);
      bytes -= before == null ? 0 : before.size();
    } else {
      all.add(change);
    }
  }

  void send(TopicPartition changelog, ChangelogSink sink) {
    all.forEach(change -> send(changelog, sink, change));
    latest.values().forEach(change -> send(changelog, sink, change));
    clear();
  }

  private void send(TopicPartition changelog, ChangelogSink sink, Change change) {
    byte[] value = change.value;
    if (change.headers != null) {
      sink.send(changelog, change.key, null, change.timestamp, change.headers);
    } else if (value != null && headed()) {
      Headers headers = HeaderBytes.headers(value);
      sink.send(changelog, change.key, HeaderBytes.value(value), change.timestamp, headers);
    } else {
      sink.send(changelog, change.key, value, change.timestamp);
    }
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
