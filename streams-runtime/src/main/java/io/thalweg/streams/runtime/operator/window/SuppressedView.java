package io.thalweg.streams.runtime.operator.window;

import io.thalweg.streams.runtime.operator.TableView;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.wire.BufferedChange;
import org.jspecify.annotations.Nullable;

/**
 * A table below {@code suppress}: of a key with an update held back it shows the value from before,
 * of others what the table above has. Owner: the task's thread.
 */
public final class SuppressedView implements TableView {
  private final SuppressBuffer buffer;
  private final SuppressOperator.Format format;
  private final TableView above;

  private long timestamp = -1; // [task's thread]

  public SuppressedView(SuppressBuffer buffer, SuppressOperator.Format format, TableView above) {
    this.buffer = buffer;
    this.format = format;
    this.above = above;
  }

  @Override
  public @Nullable Object get(Object key, byte @Nullable [] rawKey) {
    BufferedChange held = buffer.get(rawKey != null ? rawKey : format.key(key));
    if (held != null) {
      timestamp = -1; // Kafka Streams does not keep it either
      return format.value(held.prior());
    }
    Object value = above.get(key, rawKey);
    timestamp = above.timestamp();
    return value;
  }

  @Override
  public long timestamp() {
    return timestamp;
  }
}
