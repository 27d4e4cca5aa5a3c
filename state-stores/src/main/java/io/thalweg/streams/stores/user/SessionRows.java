package io.thalweg.streams.stores.user;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.kstream.internals.SessionWindow;
import io.thalweg.streams.state.SessionStore;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Rows by key, start and end of a session. */
record SessionRows(SessionStore<Bytes, byte[]> store) implements UserRows {
  @Override
  public byte @Nullable [] get(RowKey key) {
    return store.fetchSession(key.key(), key.start(), key.end());
  }

  @Override
  public void put(RowKey key, byte @Nullable [] stored) {
    Windowed<Bytes> session = new Windowed<>(key.key(), new SessionWindow(key.start(), key.end()));
    if (stored == null) {
      store.remove(session);
    } else {
      store.put(session, stored);
    }
  }

  @Override
  public byte[] changelogKey(RowKey key) {
    byte[] raw = key.key().get();
    return ByteBuffer.allocate(raw.length + 16)
        .put(raw)
        .putLong(key.end())
        .putLong(key.start())
        .array();
  }
}
