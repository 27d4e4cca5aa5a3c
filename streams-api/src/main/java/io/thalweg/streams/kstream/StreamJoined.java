package io.thalweg.streams.kstream;

import io.thalweg.streams.state.DslStoreSuppliers;
import io.thalweg.streams.state.WindowBytesStoreSupplier;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * How two streams join: serdes, stores, logging and names. Immutable.
 *
 * @param <K> key type
 * @param <V1> value type of this stream
 * @param <V2> value type of the other stream
 */
public class StreamJoined<K, V1, V2> implements NamedOperation<StreamJoined<K, V1, V2>> {
  /** Key serde; null means the default. */
  protected final @Nullable Serde<K> keySerde;

  /** Value serde of this stream; null means the default. */
  protected final @Nullable Serde<V1> valueSerde;

  /** Value serde of the other stream; null means the default. */
  protected final @Nullable Serde<V2> otherValueSerde;

  /** Kind of built-in stores; null means what the configs say. */
  protected @Nullable DslStoreSuppliers dslStoreSuppliers;

  /** Supplier of the store of this stream; null means a built-in store. */
  protected final @Nullable WindowBytesStoreSupplier thisStoreSupplier;

  /** Supplier of the store of the other stream; null means a built-in store. */
  protected final @Nullable WindowBytesStoreSupplier otherStoreSupplier;

  /** Name of the processors; null means a generated one. */
  protected final @Nullable String name;

  /** Base name of the stores; null means a generated one. */
  protected final @Nullable String storeName;

  /** Whether the changelogs are on. */
  protected final boolean loggingEnabled;

  /** Topic configs of the changelogs. */
  protected final Map<String, String> topicConfig;

  private StreamJoined(Draft<K, V1, V2> draft) {
    keySerde = draft.keySerde;
    valueSerde = draft.valueSerde;
    otherValueSerde = draft.otherValueSerde;
    dslStoreSuppliers = draft.dslStoreSuppliers;
    thisStoreSupplier = draft.thisStoreSupplier;
    otherStoreSupplier = draft.otherStoreSupplier;
    name = draft.name;
    storeName = draft.storeName;
    loggingEnabled = draft.loggingEnabled;
    topicConfig = draft.topicConfig;
  }

  /** Copies {@code streamJoined}. */
  protected StreamJoined(StreamJoined<K, V1, V2> streamJoined) {
    this(new Draft<>(streamJoined));
  }

  /**
   * Sets the suppliers of both stores, which must retain duplicates and fit the windows of the
   * join; null means a built-in store.
   */
  public static <K, V1, V2> StreamJoined<K, V1, V2> with(
      @Nullable WindowBytesStoreSupplier storeSupplier,
      @Nullable WindowBytesStoreSupplier otherStoreSupplier) {
    return new Draft<K, V1, V2>()
        .change(
            draft -> {
              draft.thisStoreSupplier = storeSupplier;
              draft.otherStoreSupplier = otherStoreSupplier;
            });
  }

  /** Sets the kind of stores; null means what the configs say. */
  public static <K, V1, V2> StreamJoined<K, V1, V2> with(
      @Nullable DslStoreSuppliers storeSuppliers) {
    return new Draft<K, V1, V2>().change(draft -> draft.dslStoreSuppliers = storeSuppliers);
  }

  /** Sets the serdes; null means the default. */
  public static <K, V1, V2> StreamJoined<K, V1, V2> with(
      @Nullable Serde<K> keySerde,
      @Nullable Serde<V1> valueSerde,
      @Nullable Serde<V2> otherValueSerde) {
    return new Draft<K, V1, V2>()
        .change(
            draft -> {
              draft.keySerde = keySerde;
              draft.valueSerde = valueSerde;
              draft.otherValueSerde = otherValueSerde;
            });
  }

  /** Sets the base name of the stores; null means a generated one. */
  public static <K, V1, V2> StreamJoined<K, V1, V2> as(@Nullable String storeName) {
    return new Draft<K, V1, V2>().change(draft -> draft.storeName = storeName);
  }

  /** Returns a copy with another kind of stores; null means what the configs say. */
  public StreamJoined<K, V1, V2> withDslStoreSuppliers(@Nullable DslStoreSuppliers suppliers) {
    return new Draft<>(this).change(draft -> draft.dslStoreSuppliers = suppliers);
  }

  /** Returns a copy with another name of the processors; null means a generated one. */
  @Override
  public StreamJoined<K, V1, V2> withName(@Nullable String name) {
    return new Draft<>(this).change(draft -> draft.name = name);
  }

  /** Returns a copy with another base name of the stores; null means a generated one. */
  public StreamJoined<K, V1, V2> withStoreName(@Nullable String storeName) {
    return new Draft<>(this).change(draft -> draft.storeName = storeName);
  }

  /** Returns a copy with another key serde; null means the default. */
  public StreamJoined<K, V1, V2> withKeySerde(@Nullable Serde<K> keySerde) {
    return new Draft<>(this).change(draft -> draft.keySerde = keySerde);
  }

  /** Returns a copy with another value serde of this stream; null means the default. */
  public StreamJoined<K, V1, V2> withValueSerde(@Nullable Serde<V1> valueSerde) {
    return new Draft<>(this).change(draft -> draft.valueSerde = valueSerde);
  }

  /** Returns a copy with another value serde of the other stream; null means the default. */
  public StreamJoined<K, V1, V2> withOtherValueSerde(@Nullable Serde<V2> otherValueSerde) {
    return new Draft<>(this).change(draft -> draft.otherValueSerde = otherValueSerde);
  }

  /** Returns a copy with another supplier of this stream's store; null means a built-in store. */
  public StreamJoined<K, V1, V2> withThisStoreSupplier(
      @Nullable WindowBytesStoreSupplier thisStoreSupplier) {
    return new Draft<>(this).change(draft -> draft.thisStoreSupplier = thisStoreSupplier);
  }

  /** Returns a copy with another supplier of the other store; null means a built-in store. */
  public StreamJoined<K, V1, V2> withOtherStoreSupplier(
      @Nullable WindowBytesStoreSupplier otherStoreSupplier) {
    return new Draft<>(this).change(draft -> draft.otherStoreSupplier = otherStoreSupplier);
  }

  /** Returns a copy with changelogs, whose topic configs {@code config} overrides. */
  public StreamJoined<K, V1, V2> withLoggingEnabled(Map<String, String> config) {
    return new Draft<>(this)
        .change(
            draft -> {
              draft.loggingEnabled = true;
              draft.topicConfig = config;
            });
  }

  /** Returns a copy without changelogs: contents that are lost can not be restored. */
  public StreamJoined<K, V1, V2> withLoggingDisabled() {
    return new Draft<>(this)
        .change(
            draft -> {
              draft.loggingEnabled = false;
              draft.topicConfig = new HashMap<>();
            });
  }

  @Override
  public String toString() {
    return "StreamJoin{keySerde="
        + keySerde
        + ", valueSerde="
        + valueSerde
        + ", otherValueSerde="
        + otherValueSerde
        + ", thisStoreSupplier="
        + thisStoreSupplier
        + ", otherStoreSupplier="
        + otherStoreSupplier
        + ", name='"
        + name
        + "', storeName='"
        + storeName
        + "', loggingEnabled="
        + loggingEnabled
        + ", topicConfig="
        + topicConfig
        + '}';
  }

  /** The ten fields while they may still change, so that no constructor takes ten parameters. */
  private static final class Draft<K, V1, V2> {
    private @Nullable Serde<K> keySerde;
    private @Nullable Serde<V1> valueSerde;
    private @Nullable Serde<V2> otherValueSerde;
    private @Nullable DslStoreSuppliers dslStoreSuppliers;
    private @Nullable WindowBytesStoreSupplier thisStoreSupplier;
    private @Nullable WindowBytesStoreSupplier otherStoreSupplier;
    private @Nullable String name;
    private @Nullable String storeName;
    private boolean loggingEnabled = true;
    private Map<String, String> topicConfig = new HashMap<>();

    Draft() {}

    Draft(StreamJoined<K, V1, V2> from) {
      keySerde = from.keySerde;
      valueSerde = from.valueSerde;
      otherValueSerde = from.otherValueSerde;
      dslStoreSuppliers = from.dslStoreSuppliers;
      thisStoreSupplier = from.thisStoreSupplier;
      otherStoreSupplier = from.otherStoreSupplier;
      name = from.name;
      storeName = from.storeName;
      loggingEnabled = from.loggingEnabled;
      topicConfig = from.topicConfig;
    }

    StreamJoined<K, V1, V2> change(Consumer<Draft<K, V1, V2>> change) {
      change.accept(this);
      return new StreamJoined<>(this);
    }
  }
}
