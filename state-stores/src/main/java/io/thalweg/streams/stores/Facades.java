package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.layer.OwnerReader;
import java.util.Objects;
import java.util.function.LongSupplier;

/** Makes the public face of a store. */
final class Facades {
  private Facades() {}

  static <K, V> StateStore writable(
      StoreSpec spec, OwnerReader<K, V> reader, boolean persistent, LongSupplier recordTimestamp) {
    FacadeBase base = new FacadeBase(spec.name(), persistent, reader);
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
    };
  }

  static long windowSize(StoreSpec spec) {
    return Objects.requireNonNull(spec.window(), spec.name()).windowSizeMs();
  }
}
