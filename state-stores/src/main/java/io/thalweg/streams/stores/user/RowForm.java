package io.thalweg.streams.stores.user;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.HeadersBytesStore;
import io.thalweg.streams.state.TimestampedBytesStore;
import io.thalweg.streams.stores.form.HeaderBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What bytes a user's store is given as a value. As in Kafka Streams a store with timestamps has
 * them before the value, 8 bytes, and one with headers has those before both. A store that is
 * persistent has to say that it wants them, as a {@link TimestampedBytesStore} or {@link
 * HeadersBytesStore}: else it gets plain values, and the rest is forgotten.
 */
enum RowForm {
  /** What a cell has: the value, with headers before it if its kind has headers. */
  PLAIN,
  STAMPED,
  FORGETFUL,
  HEADED,
  /** A store of a kind with headers that takes none. */
  HEADLESS_STAMPED,
  HEADLESS;

  static RowForm of(StoreSpec spec, StateStore store) {
    if (spec.kind() == StoreSpec.Kind.VERSIONED) {
      return STAMPED;
    }
    boolean timestamped = spec.kind().timestamped();
    boolean takesTimestamps = store instanceof TimestampedBytesStore || !store.persistent();
    if (spec.kind().withHeaders()) {
      boolean takesHeaders = store instanceof HeadersBytesStore || !store.persistent();
      RowForm full = timestamped ? HEADED : PLAIN;
      return takesHeaders ? full : timestamped && takesTimestamps ? HEADLESS_STAMPED : HEADLESS;
    }
    return timestamped ? takesTimestamps ? STAMPED : FORGETFUL : PLAIN;
  }

  /** Whether the store gets less than its kind has: then it is given row by row what it gets. */
  boolean forgets() {
    return this == FORGETFUL || this == HEADLESS || this == HEADLESS_STAMPED;
  }

  byte @Nullable [] stored(byte @Nullable [] raw, long timestamp) {
    if (raw == null) {
      return null;
    }
    return switch (this) {
      case PLAIN, FORGETFUL -> raw;
      case STAMPED -> stamped(raw, 0, timestamp);
      case HEADED -> stamped(raw, HeaderBytes.prefix(raw), timestamp);
      case HEADLESS_STAMPED -> stamped(HeaderBytes.value(raw), 0, timestamp);
      case HEADLESS -> HeaderBytes.value(raw);
    };
  }

  Cell cell(byte @Nullable [] stored) {
    if (stored == null) {
      return Cell.NONE;
    }
    return switch (this) {
      case PLAIN, FORGETFUL -> new Cell(stored, -1);
      case STAMPED -> unstamped(stored, 0);
      case HEADED -> unstamped(stored, HeaderBytes.prefix(stored));
      case HEADLESS_STAMPED -> unstamped(HeaderBytes.bare(stored), 1);
      case HEADLESS -> new Cell(HeaderBytes.bare(stored), -1);
    };
  }

  private static byte[] stamped(byte[] raw, int at, long timestamp) {
    return ByteBuffer.allocate(8 + raw.length)
        .put(raw, 0, at)
        .putLong(timestamp)
        .put(raw, at, raw.length - at)
        .array();
  }

  private static Cell unstamped(byte[] stored, int at) {
    byte[] raw = Arrays.copyOf(stored, stored.length - 8);
    System.arraycopy(stored, at + 8, raw, at, raw.length - at);
    return new Cell(raw, ByteBuffer.wrap(stored).getLong(at));
  }
}
