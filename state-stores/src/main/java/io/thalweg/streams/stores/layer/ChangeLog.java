package io.thalweg.streams.stores.layer;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What of a buffer the changelog does not have yet. Owner thread only. */
final class ChangeLog<V> {
  private static final class Change {
    final byte[] key;
    final byte @Nullable [] value;
    final long timestamp;

    Change(byte[] key, byte @Nullable [] value, long timestamp) {
      this.key = key;
      this.value = value;
      this.timestamp = timestamp;
    }
  }

  private final KeyLayout layout;
  private final boolean logged;
  private final boolean everyChange;
  private final List<Change> changes = new ArrayList<>();

  ChangeLog(KeyLayout layout, StoreTraits traits) {
    this.layout = layout;
    logged = traits.logged();
    everyChange = logged && !traits.dedup();
  }

  void changed(Entry<V> entry) {
    if (everyChange) {
      changes.add(new Change(layout.changelogKey(entry.key), entry.serialized(), entry.timestamp));
    }
  }

  /** A row too old to be kept: the log has it all the same, as with Kafka Streams. */
  void expired(Entry<V> entry, byte @Nullable [] value, long timestamp) {
    if (logged) {
      changes.add(new Change(layout.changelogKey(entry.key), value, timestamp));
    }
  }

  void send(TopicPartition changelog, ChangelogSink sink, Entry<V>[] dirty) {
    for (Change change : changes) {
      sink.send(changelog, change.key, change.value, change.timestamp);
    }
    changes.clear();
    for (Entry<V> entry : dirty) {
      if (entry.is(Entry.UNLOGGED)) {
        entry.clear(Entry.UNLOGGED);
        entry.set(Entry.LOGGED);
        if (!everyChange) {
          byte[] value = entry.is(Entry.PRESENT) ? entry.serialized() : null;
          sink.send(changelog, layout.changelogKey(entry.key), value, entry.timestamp);
        }
      }
    }
  }

  void clear() {
    changes.clear();
  }
}
