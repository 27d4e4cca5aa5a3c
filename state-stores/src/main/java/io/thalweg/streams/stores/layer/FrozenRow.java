package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Codec;
import org.jspecify.annotations.Nullable;

/** A copy of a row, safe in any thread. Without object and raw it is a tombstone. */
final class FrozenRow<V> implements Row<V> {
  final byte[] key;
  private final @Nullable V object;
  private final byte @Nullable [] raw;
  private final long timestamp;
  private final Codec<V> codec;

  FrozenRow(byte[] key, @Nullable V object, byte @Nullable [] raw, long timestamp, Codec<V> codec) {
    this.key = key;
    this.object = object;
    this.raw = raw;
    this.timestamp = timestamp;
    this.codec = codec;
  }

  /** A copy of what the entry says now. */
  static <V> FrozenRow<V> of(Entry<V> entry, Codec<V> codec) {
    V object = entry.kept();
    byte[] raw = entry.raw;
    boolean present = entry.is(Entry.PRESENT);
    return new FrozenRow<>(
        entry.key, present ? object : null, present ? raw : null, entry.timestamp(), codec);
  }

  boolean present() {
    return object != null || raw != null;
  }

  @Override
  public @Nullable V value() {
    if (object != null) {
      return object;
    }
    return raw == null ? null : codec.deserialize(raw);
  }

  @Override
  public long timestamp() {
    return timestamp;
  }

  @Override
  public byte @Nullable [] rawValue() {
    return raw;
  }
}
