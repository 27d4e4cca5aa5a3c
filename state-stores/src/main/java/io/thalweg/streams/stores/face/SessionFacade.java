package io.thalweg.streams.stores.face;

import io.thalweg.streams.kstream.Windowed;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.SessionStoreWithHeaders;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.StoreReader.TimeSpan;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A session store of a task as processors see it. Owner thread only. */
public class SessionFacade<K, V, X> extends SessionReads<K, V, X>
    implements SessionStore<K, X>, Face {
  private final WriteBuffer<K, V> buffer;
  private final FacadeBase base;
  private final LongSupplier recordTimestamp;

  public SessionFacade(
      OwnerReader<K, V> reader,
      ValueShape<V, X> shape,
      FacadeBase base,
      LongSupplier recordTimestamp) {
    super(reader, shape);
    buffer = reader.buffer();
    this.base = base;
    this.recordTimestamp = recordTimestamp;
  }

  /** The one with headers. */
  public static final class WithHeaders<K, V>
      extends SessionFacade<K, Headed<V>, AggregationWithHeaders<V>>
      implements SessionStoreWithHeaders<K, V> {
    public WithHeaders(
        OwnerReader<K, Headed<V>> reader,
        ValueShape<Headed<V>, AggregationWithHeaders<V>> shape,
        FacadeBase base,
        LongSupplier recordTimestamp) {
      super(reader, shape, base, recordTimestamp);
    }
  }

  @Override
  public void put(Windowed<K> sessionKey, @Nullable X aggregate) {
    Objects.requireNonNull(sessionKey, "sessionKey can't be null");
    Objects.requireNonNull(sessionKey.key(), "sessionKey.key() can't be null");
    Objects.requireNonNull(sessionKey.window(), "sessionKey.window() can't be null");
    base.checkOpen();
    buffer
        .sessions()
        .put(
            buffer.keys().key(sessionKey.key()),
            sessionKey.window().start(),
            sessionKey.window().end(),
            shape.value(aggregate),
            shape.timestamp(aggregate, recordTimestamp));
  }

  @Override
  public void remove(Windowed<K> sessionKey) {
    put(sessionKey, null);
  }

  @Override
  public KeyValueIterator<Windowed<K>, X> findSessions(
      long earliestSessionEndTime, long latestSessionEndTime) {
    TimeSpan ends = new TimeSpan(earliestSessionEndTime, latestSessionEndTime);
    return ofKeys(null, null, ends, Long.MAX_VALUE, true);
  }

  @Override
  public FacadeBase base() {
    return base;
  }
}
