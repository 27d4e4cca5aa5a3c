package io.thalweg.streams.stores.user;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.TimestampedBytesStore;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What bytes a user's store is given as a value. As in Kafka Streams a store with timestamps has
 * them before the value, 8 bytes, unless the user's store is persistent and no {@link
 * TimestampedBytesStore}: that gets plain values, and its timestamps are forgotten.
 */
enum RowForm {
  PLAIN,
  STAMPED,
  FORGETFUL;

  static RowForm of(StoreSpec spec, StateStore store) {
    if (spec.kind() == StoreSpec.Kind.VERSIONED) {
      return STAMPED;
    }
    if (!spec.kind().timestamped()) {
      return PLAIN;
    }
    return store instanceof TimestampedBytesStore || !store.persistent() ? STAMPED : FORGETFUL;
  }

  byte @Nullable [] stored(byte @Nullable [] raw, long timestamp) {
    if (raw == null || this != STAMPED) {
      return raw;
    }
    return ByteBuffer.allocate(8 + raw.length).putLong(timestamp).put(raw).array();
  }

  Cell cell(byte @Nullable [] stored) {
    if (stored == null) {
      return Cell.NONE;
    }
    return this == STAMPED
        ? new Cell(Arrays.copyOfRange(stored, 8, stored.length), ByteBuffer.wrap(stored).getLong())
        : new Cell(stored, -1);
  }
}
