package io.thalweg.streams.stores;

import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.state.VersionedRecordIterator;
import io.thalweg.streams.stores.answer.VersionReads;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.versioned.Version;
import io.thalweg.streams.stores.versioned.VersionReader;
import io.thalweg.streams.stores.versioned.Versions;
import org.jspecify.annotations.Nullable;

/** Reads of a versioned store, by its owner or from another thread. */
final class VersionedReads<K, V> implements VersionReads<K, V> {
  private final VersionReader reader;
  private final Codec<K> keys;
  private final Codec<V> values;

  VersionedReads(VersionReader reader, Codec<K> keys, Codec<V> values) {
    this.reader = reader;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public @Nullable VersionedRecord<V> get(K key) {
    return record(reader.newest(keys.key(key)));
  }

  @Override
  public @Nullable VersionedRecord<V> get(K key, long asOf) {
    return record(reader.at(keys.key(key), asOf));
  }

  @Override
  public VersionedRecordIterator<V> versions(K key, long from, long to, boolean ascending) {
    Versions versions = reader.versions(keys.key(key), from, to, ascending);
    return new VersionedRecordIterator<>() {
      @Override
      public boolean hasNext() {
        return versions.hasNext();
      }

      @Override
      public VersionedRecord<V> next() {
        return made(versions.next());
      }

      @Override
      public void close() {
        versions.close();
      }
    };
  }

  private @Nullable VersionedRecord<V> record(@Nullable Version version) {
    return version == null ? null : made(version);
  }

  private VersionedRecord<V> made(Version version) {
    V value = values.deserialize(version.value());
    return version.open()
        ? new VersionedRecord<>(value, version.from())
        : new VersionedRecord<>(value, version.from(), version.to());
  }
}
