package io.thalweg.streams.kstream;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.BuiltInDslStoreSuppliers;
import io.thalweg.streams.state.DslKeyValueParams;
import io.thalweg.streams.state.DslSessionParams;
import io.thalweg.streams.state.DslStoreSuppliers;
import io.thalweg.streams.state.DslWindowParams;
import io.thalweg.streams.state.KeyValueBytesStoreSupplier;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionBytesStoreSupplier;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.StoreSupplier;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.support.TimeArgs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How a table is kept: name or supplier of the store, serdes, caching, logging and retention. Its
 * {@code with} methods change it in place.
 *
 * @param <K> key type
 * @param <V> value type
 * @param <S> type of the store
 */
public class Materialized<K, V, S extends StateStore> {
  /** Supplier of the store; null means a built-in store. */
  protected @Nullable StoreSupplier<S> storeSupplier;

  /** Name of the store; null means a generated one. */
  protected @Nullable String storeName;

  /** Value serde; null means the default. */
  protected @Nullable Serde<V> valueSerde;

  /** Key serde; null means the default. */
  protected @Nullable Serde<K> keySerde;

  /** Whether the changelog is on. */
  protected boolean loggingEnabled = true;

  /** Whether the cache is on. */
  protected boolean cachingEnabled = true;

  /** Topic configs of the changelog. */
  protected Map<String, String> topicConfig = new HashMap<>();

  /** How long windows are kept; null means size and grace of the windows. */
  protected @Nullable Duration retention;

  /** Kind of built-in store; null means what the configs say. */
  protected @Nullable DslStoreSuppliers dslStoreSuppliers;

  /** Whether nobody changes a value once it is made. */
  protected boolean immutableValues;

  /** How long a row lives without an update; null means for ever. */
  protected @Nullable Duration timeToLive;

  private Materialized(
      @Nullable StoreSupplier<S> storeSupplier,
      @Nullable String storeName,
      @Nullable DslStoreSuppliers dslStoreSuppliers) {
    this.storeSupplier = storeSupplier;
    this.storeName = storeName;
    this.dslStoreSuppliers = dslStoreSuppliers;
  }

  /** Copies {@code materialized}. */
  protected Materialized(Materialized<K, V, S> materialized) {
    this(materialized.storeSupplier, materialized.storeName, materialized.dslStoreSuppliers);
    keySerde = materialized.keySerde;
    valueSerde = materialized.valueSerde;
    loggingEnabled = materialized.loggingEnabled;
    cachingEnabled = materialized.cachingEnabled;
    topicConfig = materialized.topicConfig;
    retention = materialized.retention;
    immutableValues = materialized.immutableValues;
    timeToLive = materialized.timeToLive;
  }

  /**
   * Keeps the table in a store of this kind.
   *
   * @throws NullPointerException if {@code storeSuppliers} is null
   */
  public static <K, V, S extends StateStore> Materialized<K, V, S> as(
      DslStoreSuppliers storeSuppliers) {
    return new Materialized<>(
        null, null, Objects.requireNonNull(storeSuppliers, "store type must not be null"));
  }

  /**
   * Keeps the table in a store of this name, which makes it queryable.
   *
   * @throws NullPointerException if {@code storeName} is null
   * @throws TopologyException if {@code storeName} is not valid
   */
  public static <K, V, S extends StateStore> Materialized<K, V, S> as(String storeName) {
    return new Materialized<>(null, Names.check(storeName), null);
  }

  /**
   * Keeps the table in a window store from {@code supplier}.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> Materialized<K, V, WindowStore<Bytes, byte[]>> as(
      WindowBytesStoreSupplier supplier) {
    return new Materialized<>(nonNull(supplier), null, null);
  }

  /**
   * Keeps the table in a session store from {@code supplier}.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> Materialized<K, V, SessionStore<Bytes, byte[]>> as(
      SessionBytesStoreSupplier supplier) {
    return new Materialized<>(nonNull(supplier), null, null);
  }

  /**
   * Keeps the table in a key-value store from {@code supplier}.
   *
   * @throws NullPointerException if {@code supplier} is null
   */
  public static <K, V> Materialized<K, V, KeyValueStore<Bytes, byte[]>> as(
      KeyValueBytesStoreSupplier supplier) {
    return new Materialized<>(nonNull(supplier), null, null);
  }

  private static <T> T nonNull(T supplier) {
    return Objects.requireNonNull(supplier, "store supplier must not be null");
  }

  /** Sets the serdes; null means the default. */
  public static <K, V, S extends StateStore> Materialized<K, V, S> with(
      @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
    return new Materialized<K, V, S>(null, null, null)
        .withKeySerde(keySerde)
        .withValueSerde(valueSerde);
  }

  /** Sets the value serde; null means the default. */
  public Materialized<K, V, S> withValueSerde(@Nullable Serde<V> valueSerde) {
    this.valueSerde = valueSerde;
    return this;
  }

  /** Sets the key serde; null means the default. */
  public Materialized<K, V, S> withKeySerde(@Nullable Serde<K> keySerde) {
    this.keySerde = keySerde;
    return this;
  }

  /**
   * Removes rows that were not updated for {@code timeToLive} of stream time: from the store, from
   * its changelog, and as tombstones from what is downstream, with the time at which the row was
   * due. For tables and aggregates by key; Thalweg's own.
   *
   * @throws IllegalArgumentException if it is less than one millisecond
   */
  public Materialized<K, V, S> withTimeToLive(Duration timeToLive) {
    if (TimeArgs.millis(timeToLive, "timeToLive") < 1) {
      throw new IllegalArgumentException(
          "timeToLive must be at least one millisecond: " + timeToLive);
    }
    this.timeToLive = timeToLive;
    return this;
  }

  /** Turns the changelog on; {@code config} overrides its topic configs. */
  public Materialized<K, V, S> withLoggingEnabled(Map<String, String> config) {
    loggingEnabled = true;
    topicConfig = config;
    return this;
  }

  /** Turns the changelog off: contents that are lost can not be restored. */
  public Materialized<K, V, S> withLoggingDisabled() {
    loggingEnabled = false;
    topicConfig.clear();
    return this;
  }

  /** Turns the cache on, so that only the last update of a key per commit goes downstream. */
  public Materialized<K, V, S> withCachingEnabled() {
    cachingEnabled = true;
    return this;
  }

  /** Turns the cache off, so that each update goes downstream. */
  public Materialized<K, V, S> withCachingDisabled() {
    cachingEnabled = false;
    return this;
  }

  /**
   * Sets how long windows and sessions are kept; at least their size and grace.
   *
   * @throws IllegalArgumentException if {@code retention} is null, negative or does not fit in
   *     milliseconds
   */
  public Materialized<K, V, S> withRetention(Duration retention) throws IllegalArgumentException {
    TimeArgs.notNegative(retention, "retention");
    this.retention = retention;
    return this;
  }

  /**
   * Promises that nobody changes a value once it is made: neither aggregators and joiners, which
   * get the last one and are to return a new one, nor anybody who queries the store. The built-in
   * stores then keep recent values as objects instead of bytes and do not deserialize them for each
   * record. Values of the serdes of {@code Serdes} for numbers, text, booleans and UUIDs are kept
   * so anyway.
   *
   * <p>An addition of Thalweg; what the store holds, its changelog and results are the same. If the
   * promise is broken, they are undefined.
   */
  public Materialized<K, V, S> withImmutableValues() {
    immutableValues = true;
    return this;
  }

  /**
   * Sets the kind of store.
   *
   * @throws NullPointerException if {@code storeSuppliers} is null
   * @throws IllegalArgumentException if there is a store supplier, which has its own kind
   */
  public Materialized<K, V, S> withStoreType(DslStoreSuppliers storeSuppliers)
      throws IllegalArgumentException {
    Objects.requireNonNull(storeSuppliers, "store type must not be null");
    if (storeSupplier != null) {
      throw new IllegalArgumentException(
          "The store type can not be set, since the store comes from the supplier '"
              + storeSupplier.name()
              + "'.");
    }
    dslStoreSuppliers = storeSuppliers;
    return this;
  }

  /** The kinds of built-in stores. */
  public enum StoreType implements DslStoreSuppliers {
    /** On disk. */
    ROCKS_DB,
    /** In memory. */
    IN_MEMORY;

    private DslStoreSuppliers suppliers() {
      return this == ROCKS_DB
          ? BuiltInDslStoreSuppliers.ROCKS_DB
          : BuiltInDslStoreSuppliers.IN_MEMORY;
    }

    @Override
    public void configure(Map<String, ?> configs) {
      suppliers().configure(configs);
    }

    @Override
    public KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params) {
      return suppliers().keyValueStore(params);
    }

    @Override
    public WindowBytesStoreSupplier windowStore(DslWindowParams params) {
      return suppliers().windowStore(params);
    }

    @Override
    public SessionBytesStoreSupplier sessionStore(DslSessionParams params) {
      return suppliers().sessionStore(params);
    }
  }
}
