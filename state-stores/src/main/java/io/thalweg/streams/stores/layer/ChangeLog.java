package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.HeaderBytes;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.StoreTraits;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What of a buffer the changelog does not have yet. Owner thread only. */
final class ChangeLog<V> {
  /** What a change takes beside its bytes, about. */
  private static final int OVERHEAD = 64;

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
  }

  private final KeyLayout layout;
  private final boolean logged;
  private final boolean everyChange;
  private final @Nullable Supplier<Headers> recordHeaders;
  private final List<Change> changes = new ArrayList<>();
  private long bytes; // of what is kept here and nowhere else
  private final IdentityHashMap<Entry<V>, Headers> deletions = new IdentityHashMap<>();

  /**
   * A log of what happens to a buffer.
   *
   * @param recordHeaders the headers of the record in hand; null if the store keeps no headers
   */
  ChangeLog(KeyLayout layout, StoreTraits traits, @Nullable Supplier<Headers> recordHeaders) {
    this.layout = layout;
    this.recordHeaders = recordHeaders;
    logged = traits.logged();
    everyChange = logged && !traits.dedup();
  }

  void changed(Entry<V> entry) {
    if (everyChange) {
      add(entry, entry.serialized(), entry.timestamp);
    } else if (logged && recordHeaders != null && !entry.is(Entry.PRESENT)) {
      Headers headers = recordHeaders.get();
      Headers before = deletions.put(entry, headers);
      bytes += HeaderBytes.size(headers);
      bytes += before == null ? OVERHEAD : -HeaderBytes.size(before);
    }
  }

  /** A row too old to be kept: the log has it all the same, as with Kafka Streams. */
  void expired(Entry<V> entry, byte @Nullable [] value, long timestamp) {
    if (logged) {
      add(entry, value, timestamp);
    }
  }

  /** A row without a value came, which changes nothing. */
  void nothing(Entry<V> entry, long timestamp) {
    if (everyChange) {
      add(entry, null, timestamp);
    }
  }

  /** A row that was put and removed again. */
  void gone(Entry<V> entry) {
    if (!everyChange) {
      expired(entry, null, entry.timestamp);
    }
  }

  private void add(Entry<V> entry, byte @Nullable [] value, long timestamp) {
    Headers headers = value == null && recordHeaders != null ? recordHeaders.get() : null;
    byte[] key = layout.changelogKey(entry.key);
    bytes += OVERHEAD + key.length + (value == null ? 0 : value.length);
    bytes += headers == null ? 0 : HeaderBytes.size(headers);
    changes.add(new Change(key, value, timestamp, headers));
  }

  /** Heap that is taken until the changelog is written. */
  long bytes() {
    return bytes;
  }

  /** Rows go in the order in which they are in the list, and likely in memory. */
  void send(TopicPartition changelog, ChangelogSink sink, EntryList<V> dirty) {
    for (Change change : changes) {
      send(changelog, sink, change);
    }
    changes.clear();
    for (int i = 0; i < dirty.count(); i++) {
      Entry<V> entry = dirty.at(i);
      if (entry.is(Entry.UNLOGGED)) {
        entry.clear(Entry.UNLOGGED);
        if (entry.is(Entry.PRESENT)) {
          entry.clear(Entry.NOT_STORED); // the changelog has it: if it goes, that is to be told
        }
        if (!everyChange) {
          send(changelog, sink, entry);
        }
      }
    }
    deletions.clear();
    bytes = 0;
  }

  private void send(TopicPartition changelog, ChangelogSink sink, Entry<V> entry) {
    byte[] value = entry.is(Entry.PRESENT) ? entry.serialized() : null;
    byte[] key = layout.changelogKey(entry.key);
    if (recordHeaders == null) {
      sink.send(changelog, key, value, entry.timestamp);
    } else {
      Headers headers = value == null ? deletions.get(entry) : null;
      send(changelog, sink, new Change(key, value, entry.timestamp, headers));
    }
  }

  private void send(TopicPartition changelog, ChangelogSink sink, Change change) {
    byte[] value = change.value;
    if (recordHeaders == null) {
      sink.send(changelog, change.key, value, change.timestamp);
    } else if (value != null) {
      Headers headers = HeaderBytes.headers(value);
      sink.send(changelog, change.key, HeaderBytes.value(value), change.timestamp, headers);
    } else {
      Headers headers = change.headers == null ? recordHeaders.get() : change.headers;
      sink.send(changelog, change.key, null, change.timestamp, headers);
    }
  }

  void clear() {
    changes.clear();
    deletions.clear();
    bytes = 0;
  }
}
