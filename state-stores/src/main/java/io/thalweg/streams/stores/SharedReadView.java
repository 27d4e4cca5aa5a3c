package io.thalweg.streams.stores;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.query.Position;
import io.thalweg.streams.query.PositionBound;
import io.thalweg.streams.query.Query;
import io.thalweg.streams.query.QueryConfig;
import io.thalweg.streams.query.QueryResult;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ReadOnlySessionStore;
import io.thalweg.streams.state.ReadOnlyWindowStore;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.answer.TaskAnswers;
import io.thalweg.streams.stores.answer.VersionReads;
import io.thalweg.streams.stores.face.KeyValueReads;
import io.thalweg.streams.stores.face.SessionReads;
import io.thalweg.streams.stores.face.ValueShape;
import io.thalweg.streams.stores.face.WindowReads;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.SharedReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The view of a store through its shared reader. */
@SuppressWarnings("unchecked") // the caller names the types, as in KafkaStreams.store
record SharedReadView<A, B>(
    StoreSpec spec,
    SharedReader<A, B> reader,
    @Nullable VersionReads<?, ?> versions,
    TaskAnswers answers)
    implements ReadView {
  /** The view of a store without versions. */
  SharedReadView(StoreSpec spec, SharedReader<A, B> reader, TaskAnswers answers) {
    this(spec, reader, null, answers);
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public StoreSpec.Kind kind() {
    return spec.kind();
  }

  @Override
  public boolean isOpen() {
    return reader.isOpen();
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, V> keyValue() {
    check(spec.window() == null && !spec.kind().buffer(), "a key-value store");
    return keyValue(new ValueShape.Plain<V>());
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> timestampedKeyValue() {
    check(!windowed() && spec.kind().timestamped(), "a key-value store with timestamps");
    return keyValue(new ValueShape.Stamped<V>());
  }

  @Override
  public <K, V>
      ReadOnlyKeyValueStore<K, ValueTimestampHeaders<V>> timestampedKeyValueWithHeaders() {
    check(!windowed() && spec.kind().withHeaders(), "a key-value store with headers");
    return new KeyValueReads<>((SharedReader<K, Headed<V>>) reader, Facades.<V>headers(spec));
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, V> window() {
    check(windowed(), "a window store");
    return window(new ValueShape.Plain<V>());
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueAndTimestamp<V>> timestampedWindow() {
    check(windowed() && spec.kind().timestamped(), "a window store with timestamps");
    return window(new ValueShape.Stamped<V>());
  }

  @Override
  public <K, V> ReadOnlyWindowStore<K, ValueTimestampHeaders<V>> timestampedWindowWithHeaders() {
    check(windowed() && spec.kind().withHeaders(), "a window store with headers");
    return new WindowReads<>(
        (SharedReader<K, Headed<V>>) reader, Facades.<V>headers(spec), Facades.windowSize(spec));
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, V> uncachedKeyValue() {
    return uncached().keyValue();
  }

  @Override
  public <K, V> ReadOnlyKeyValueStore<K, ValueAndTimestamp<V>> uncachedTimestampedKeyValue() {
    return uncached().timestampedKeyValue();
  }

  private SharedReadView<A, B> uncached() {
    return reader.buffer().traits().caching()
        ? new SharedReadView<>(spec, reader.ofCommitted(), versions, answers)
        : this;
  }

  private <K, V, X> KeyValueReads<K, ?, X> keyValue(ValueShape<V, X> shape) {
    return spec.kind().withHeaders()
        ? new KeyValueReads<>((SharedReader<K, Headed<V>>) reader, new ValueShape.Headless<>(shape))
        : new KeyValueReads<>((SharedReader<K, V>) reader, shape);
  }

  private <K, V, X> WindowReads<K, ?, X> window(ValueShape<V, X> shape) {
    long size = Facades.windowSize(spec);
    return spec.kind().withHeaders()
        ? new WindowReads<>(
            (SharedReader<K, Headed<V>>) reader, new ValueShape.Headless<>(shape), size)
        : new WindowReads<>((SharedReader<K, V>) reader, shape, size);
  }

  private boolean windowed() {
    return spec.kind().windowed();
  }

  @Override
  public <K, V> VersionReads<K, V> versioned() {
    VersionReads<?, ?> reads = versions;
    check(reads != null, "a versioned store");
    return (VersionReads<K, V>) Objects.requireNonNull(reads);
  }

  @Override
  public <K, V> @Nullable VersionReads<K, V> versionReads() {
    return (VersionReads<K, V>) versions;
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return answers.answer(this, query, bound, config);
  }

  @Override
  public Position position() {
    return answers.position(name());
  }

  @Override
  public <K, V> ReadOnlySessionStore<K, V> session() {
    check(spec.kind().sessions(), "a session store");
    ValueShape<V, V> plain = new ValueShape.Plain<>();
    return spec.kind().withHeaders()
        ? new SessionReads<>((SharedReader<K, Headed<V>>) reader, new ValueShape.Headless<>(plain))
        : new SessionReads<>((SharedReader<K, V>) reader, plain);
  }

  @Override
  public <K, V> ReadOnlySessionStore<K, AggregationWithHeaders<V>> sessionWithHeaders() {
    check(spec.kind().sessions() && spec.kind().withHeaders(), "a session store with headers");
    return new SessionReads<>((SharedReader<K, Headed<V>>) reader, Facades.<V>aggregates(spec));
  }

  private void check(boolean fits, String wanted) {
    if (!fits) {
      throw new InvalidStateStoreException(
          "Store " + spec.name() + " is of kind " + spec.kind() + ", not " + wanted);
    }
  }
}
