package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.face.FacadeBase;
import io.thalweg.streams.stores.face.KeyValueFacade;
import io.thalweg.streams.stores.face.SessionFacade;
import io.thalweg.streams.stores.face.ValueShape;
import io.thalweg.streams.stores.face.WindowFacade;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.layer.OwnerReader;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Makes the public face of a store. */
final class Facades {
  private Facades() {}

  static <K, V> StateStore writable(
      StoreSpec spec, OwnerReader<K, V> reader, FacadeBase base, LongSupplier recordTimestamp) {
    return switch (spec.kind()) {
      case KEY_VALUE ->
          new KeyValueFacade<>(reader, new ValueShape.Plain<>(), base, recordTimestamp);
      case TIMESTAMPED_KEY_VALUE ->
          new KeyValueFacade.Timestamped<>(
              reader, new ValueShape.Stamped<>(), base, recordTimestamp);
      case WINDOW ->
          new WindowFacade<>(
              reader, new ValueShape.Plain<>(), base, recordTimestamp, windowSize(spec));
      case TIMESTAMPED_WINDOW ->
          new WindowFacade.Timestamped<>(
              reader, new ValueShape.Stamped<>(), base, recordTimestamp, windowSize(spec));
      case OUTER_JOIN_BUFFER, SUPPRESS_BUFFER, GRACE_BUFFER ->
          Buffers.facade(spec, reader, base, recordTimestamp);
      case SESSION -> new SessionFacade<>(reader, new ValueShape.Plain<>(), base, recordTimestamp);
      case SESSION_WITH_HEADERS ->
          new SessionFacade.WithHeaders<>(headed(reader), aggregates(spec), base, recordTimestamp);
      case TIMESTAMPED_KEY_VALUE_WITH_HEADERS ->
          new KeyValueFacade.WithHeaders<>(headed(reader), headers(spec), base, recordTimestamp);
      case TIMESTAMPED_WINDOW_WITH_HEADERS ->
          new WindowFacade.WithHeaders<>(
              headed(reader), headers(spec), base, recordTimestamp, windowSize(spec));
      case VERSIONED -> throw new IllegalArgumentException(spec.name() + " has no rows to show");
    };
  }

  static <V> ValueShape<Headed<V>, ValueTimestampHeaders<V>> headers(StoreSpec spec) {
    return new ValueShape.WithHeaders<>(spec.options().headers());
  }

  static <V> ValueShape<Headed<V>, AggregationWithHeaders<V>> aggregates(StoreSpec spec) {
    return new ValueShape.Aggregates<>(spec.options().headers());
  }

  @SuppressWarnings("unchecked") // the kind says that values are headed
  private static <K, V> OwnerReader<K, Headed<Object>> headed(OwnerReader<K, V> reader) {
    return (OwnerReader<K, Headed<Object>>) reader;
  }

  static long windowSize(StoreSpec spec) {
    return Objects.requireNonNull(spec.window(), spec.name()).windowSizeMs();
  }
}
