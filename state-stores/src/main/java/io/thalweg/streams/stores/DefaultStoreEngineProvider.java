package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.spi.KeyValueEngineSupplier;
import io.thalweg.streams.spi.SessionEngineSupplier;
import io.thalweg.streams.spi.StoreEngineProvider;
import io.thalweg.streams.spi.VersionedEngineSupplier;
import io.thalweg.streams.spi.WindowEngineSupplier;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.VersionedBytesStore;
import io.thalweg.streams.state.VersionedKeyValueStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.stores.user.LruStore;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The engine behind {@code Stores}, found by ServiceLoader. */
public final class DefaultStoreEngineProvider implements StoreEngineProvider {
  private static final StoreSpec.Options PLAIN = new StoreSpec.Options(false, false, Map.of());

  /** For ServiceLoader. */
  public DefaultStoreEngineProvider() {}

  @Override
  @SuppressWarnings("unchecked") // the spec says so
  public KeyValueStore<Bytes, byte[]> keyValueStore(KeyValueEngineSupplier supplier) {
    StoreSpec spec = bytes(supplier.name(), StoreSpec.Kind.KEY_VALUE, supplier.engine(), null);
    return (KeyValueStore<Bytes, byte[]>)
        (supplier.timestamped() ? StandaloneStore.stamped(spec) : store(spec));
  }

  @Override
  @SuppressWarnings("unchecked") // the spec says so
  public WindowStore<Bytes, byte[]> windowStore(WindowEngineSupplier supplier) {
    StoreSpec spec =
        bytes(supplier.name(), StoreSpec.Kind.WINDOW, supplier.engine(), supplier.window());
    return (WindowStore<Bytes, byte[]>)
        (supplier.timestamped() ? StandaloneStore.stamped(spec) : store(spec));
  }

  @Override
  public KeyValueStore<Bytes, byte[]> lruStore(String name, int max) {
    return new LruStore(name, max);
  }

  @Override
  @SuppressWarnings("unchecked") // the spec says so
  public VersionedBytesStore versionedStore(VersionedEngineSupplier supplier) {
    StoreSpec spec =
        bytes(supplier.name(), StoreSpec.Kind.VERSIONED, supplier.engine(), supplier.window());
    return new VersionedBytes((VersionedKeyValueStore<Bytes, byte[]>) store(spec));
  }

  @Override
  @SuppressWarnings("unchecked") // the spec says so
  public SessionStore<Bytes, byte[]> sessionStore(SessionEngineSupplier supplier) {
    return (SessionStore<Bytes, byte[]>)
        store(bytes(supplier.name(), StoreSpec.Kind.SESSION, supplier.engine(), supplier.window()));
  }

  @Override
  public StateStore store(StoreSpec spec) {
    return StandaloneStore.of(spec);
  }

  private static StoreSpec bytes(
      String name,
      StoreSpec.Kind kind,
      StoreSpec.Engine engine,
      StoreSpec.@Nullable WindowSpec window) {
    return new StoreSpec(
        name, kind, engine, null, Serdes.Bytes(), Serdes.ByteArray(), PLAIN, window);
  }
}
