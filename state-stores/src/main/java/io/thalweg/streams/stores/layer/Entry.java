package io.thalweg.streams.stores.layer;

import io.thalweg.streams.stores.form.Packing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row in the table. Mutable fields belong to the owner thread, which changes what readers look at
 * (object, raw, timestamp, PRESENT) only between {@link EntryTable#beginWrite} and endWrite.
 */
final class Entry<V> implements Row<V> {
  /** There is a value; without it the entry knows that there is none. */
  static final int PRESENT = 1;

  /** Differs from the engine; listed in the buffer's dirty rows. */
  static final int DIRTY = 1 << 1;

  /** Differs from the changelog. */
  static final int UNLOGGED = 1 << 2;

  /** Differs from what was emitted last; listed in the buffer's unemitted rows. */
  static final int UNEMITTED = 1 << 3;

  /** Not in the table (any more). */
  static final int DETACHED = 1 << 5;

  /** The engine is known to have a row of this key. */
  static final int STORED = 1 << 6;

  /** The engine is known to have no row of this key. */
  static final int NOT_STORED = 1 << 7;

  /** The value is in {@code bits}. */
  static final int PACKED = 1 << 4;

  /** Listed among those that close next; maybe no longer. */
  static final int CLOSING = 1 << 12;

  /** There was a value when it was last emitted. */
  static final int EMITTED = 1 << 11;

  /** How often it was used since the eviction hand passed: as many bits, from the lowest on. */
  private static final int USES = 7 << 8;

  private static final int ONE_USE = 1 << 8;

  /** Bytes beside key and value: this object, array headers, slots. */
  static final int OVERHEAD = 108;

  final byte[] key;
  final int hash;
  final long start;
  private final WriteBuffer<?, V> buffer;
  long timestamp = -1;
  long bits;
  @Nullable V object;
  byte @Nullable [] raw;

  /** The value when last emitted, if that is wanted: an object, or bytes. */
  @Nullable Object old;

  int size;
  int flags;
  int turn; // where it stands among the unemitted rows

  Entry(byte[] key, int hash, long start, WriteBuffer<?, V> buffer) {
    this.key = key;
    this.hash = hash;
    this.start = start;
    this.buffer = buffer;
  }

  /** Whether it was made for a change still to come and says nothing of the row until then. */
  boolean isBlank() {
    return !is(PRESENT | DIRTY | NOT_STORED | STORED);
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  void set(int flag) {
    flags |= flag;
  }

  void clear(int flag) {
    flags &= ~flag;
  }

  void used() {
    flags = (flags & ~USES) | ((flags << 1 | ONE_USE) & USES);
  }

  /** The eviction hand passes: takes a use off; whether there was one. */
  boolean spared() {
    int uses = flags & USES;
    flags = (flags & ~USES) | (uses >>> 1 & USES);
    return uses != 0;
  }

  /**
   * Whether there is a value is what downstream has seen last. Without a branch: before the first
   * emission all rows are new, and code compiled in that belief would be thrown away.
   */
  void remembersPresence() {
    flags |= (flags & PRESENT) * EMITTED;
  }

  @Override
  public @Nullable V value() {
    V kept = kept();
    if (kept != null || raw == null) {
      return kept;
    }
    V fresh = buffer.values().deserialize(raw);
    if (buffer.values().keepsObjects() && buffer.packing() == null) {
      object = fresh;
    }
    return fresh;
  }

  /** The value if it is kept otherwise than as bytes. */
  @SuppressWarnings("unchecked") // a packing is of the type of its serde
  @Nullable V kept() {
    Packing packing = buffer.packing();
    return packing != null && is(PACKED) ? (V) packing.unpack(bits) : object;
  }

  /** Sets the value in its forms; the caller tells readers. */
  void content(@Nullable V newObject, byte @Nullable [] newRaw) {
    Packing packing = buffer.packing();
    flags &= ~(PACKED | PRESENT);
    if (packing != null && newObject != null) {
      bits = packing.pack(newObject);
      object = null;
      flags |= PACKED | PRESENT;
    } else {
      object = newObject;
      flags |= newObject != null || newRaw != null ? PRESENT : 0;
    }
    raw = newRaw;
  }

  @Override
  public long timestamp() {
    return buffer.traits().remembersTimestamps() ? timestamp : -1;
  }

  @Override
  public byte @Nullable [] rawValue() {
    return raw;
  }

  /** As {@link #rawValue}, serialized now if need be; null only without a value. */
  byte @Nullable [] serialized() {
    if (raw == null && is(PACKED)) {
      return Objects.requireNonNull(buffer.packing()).serialize(bits); // not worth keeping
    }
    V kept = object;
    if (raw == null && kept != null) {
      raw = buffer.values().serialize(kept);
    }
    return raw;
  }

  int measure() {
    V kept = object;
    byte[] bytes = raw;
    return buffer.rowOverhead()
        + key.length
        + (kept != null ? buffer.values().heapSize(kept) : bytes != null ? 16 + bytes.length : 0);
  }
}
