package io.thalweg.streams.stores.user;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.state.KeyValueStore;
import io.thalweg.streams.state.SessionStore;
import io.thalweg.streams.state.VersionedBytesStore;
import io.thalweg.streams.state.WindowStore;
import io.thalweg.streams.stores.answer.Answering;
import io.thalweg.streams.stores.form.BareSerde;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.Headed;
import io.thalweg.streams.stores.form.HeadedSerde;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;

/** What differs between the kinds of stores. */
@SuppressWarnings("unchecked") // the topology pairs kinds, suppliers and types
final class UserKinds {
  private UserKinds() {}

  /** What a face is made of. */
  record Parts(
      StoreSpec spec,
      String topic,
      boolean persistent,
      Traffic traffic,
      Access access,
      LongSupplier now,
      Supplier<Answering> answering) {
    <K, X> Face<K, X> with(Shape<X> shape) {
      return new Face<>(
          spec.name(), persistent, keys(spec, topic), shape, traffic, access, now, answering);
    }

    <V> Shape.Plain<V> plain() {
      return new Shape.Plain<>(values(spec, topic));
    }

    <V> Shape.Stamped<V> stamped() {
      return new Shape.Stamped<>(values(spec, topic));
    }

    <V> Shape.WithHeaders<V> headed() {
      return new Shape.WithHeaders<>(headedValues());
    }

    <V> Shape.Aggregate<V> aggregate() {
      return new Shape.Aggregate<>(headedValues());
    }

    private <V> Codec<Headed<V>> headedValues() {
      Serde<?> values = Objects.requireNonNull(spec.valueSerde(), spec.name());
      return Codec.of(new HeadedSerde<>(values), topic);
    }
  }

  static <K> Codec<K> keys(StoreSpec spec, String topic) {
    return Codec.of(Objects.requireNonNull(spec.keySerde(), spec.name()), topic);
  }

  /** The values alone: headers before them are not read, and none are written. */
  static <V> Codec<V> values(StoreSpec spec, String topic) {
    Serde<?> values = Objects.requireNonNull(spec.valueSerde(), spec.name());
    return Codec.of(spec.kind().withHeaders() ? new BareSerde<>(values) : values, topic);
  }

  /** Rows that may share key and start cannot be told apart in a cache, nor can versions. */
  static boolean cacheable(StoreSpec spec) {
    return !duplicates(spec) && spec.kind() != StoreSpec.Kind.VERSIONED;
  }

  private static boolean duplicates(StoreSpec spec) {
    StoreSpec.WindowSpec window = spec.window();
    return window != null && window.retainDuplicates();
  }

  static UserRows rows(StoreSpec spec, StateStore store) {
    return switch (spec.kind()) {
      case KEY_VALUE, TIMESTAMPED_KEY_VALUE, TIMESTAMPED_KEY_VALUE_WITH_HEADERS ->
          new KeyValueRows(keyValue(spec, store));
      case WINDOW, TIMESTAMPED_WINDOW, TIMESTAMPED_WINDOW_WITH_HEADERS ->
          new WindowRows(window(spec, store), duplicates(spec));
      case SESSION, SESSION_WITH_HEADERS -> new SessionRows(session(spec, store));
      case VERSIONED -> new KeyValueRows(versioned(spec, store));
      case OUTER_JOIN_BUFFER, SUPPRESS_BUFFER, GRACE_BUFFER -> throw operators(spec);
    };
  }

  /** A public face of the store's kind, or of one without timestamps. */
  static StateStore face(StoreSpec.Kind kind, StateStore store, Parts parts) {
    StoreSpec spec = parts.spec();
    return switch (kind) {
      case KEY_VALUE -> new UserKeyValueStore<>(parts.with(parts.plain()), keyValue(spec, store));
      case TIMESTAMPED_KEY_VALUE ->
          new UserKeyValueStore.Timestamped<>(parts.with(parts.stamped()), keyValue(spec, store));
      case VERSIONED -> {
        Shape.Plain<Object> plain = parts.plain();
        yield new UserVersionedStore<>(parts.with(plain), versioned(spec, store), plain.codec());
      }
      case SESSION -> new UserSessionStore<>(parts.with(parts.plain()), session(spec, store));
      case WINDOW ->
          new UserWindowStore<>(parts.with(parts.plain()), window(spec, store), duplicates(spec));
      case TIMESTAMPED_WINDOW ->
          new UserWindowStore.Timestamped<>(
              parts.with(parts.stamped()), window(spec, store), duplicates(spec));
      case TIMESTAMPED_KEY_VALUE_WITH_HEADERS ->
          new UserKeyValueStore.WithHeaders<>(parts.with(parts.headed()), keyValue(spec, store));
      case TIMESTAMPED_WINDOW_WITH_HEADERS ->
          new UserWindowStore.WithHeaders<>(
              parts.with(parts.headed()), window(spec, store), duplicates(spec));
      case SESSION_WITH_HEADERS ->
          new UserSessionStore.WithHeaders<>(parts.with(parts.aggregate()), session(spec, store));
      case OUTER_JOIN_BUFFER, SUPPRESS_BUFFER, GRACE_BUFFER -> throw operators(spec);
    };
  }

  private static IllegalArgumentException operators(StoreSpec spec) {
    return new IllegalArgumentException(
        "Store " + spec.name() + " is a buffer of an operator: nobody can supply one");
  }

  private static KeyValueStore<Bytes, byte[]> keyValue(StoreSpec spec, StateStore store) {
    return (KeyValueStore<Bytes, byte[]>) checked(spec, store, KeyValueStore.class);
  }

  static WindowStore<Bytes, byte[]> window(StoreSpec spec, StateStore store) {
    return (WindowStore<Bytes, byte[]>) checked(spec, store, WindowStore.class);
  }

  static SessionStore<Bytes, byte[]> session(StoreSpec spec, StateStore store) {
    return (SessionStore<Bytes, byte[]>) checked(spec, store, SessionStore.class);
  }

  private static VersionedBytesStore versioned(StoreSpec spec, StateStore store) {
    return (VersionedBytesStore) checked(spec, store, VersionedBytesStore.class);
  }

  private static StateStore checked(StoreSpec spec, StateStore store, Class<?> wanted) {
    if (!wanted.isInstance(store)) {
      throw new StreamsException(
          "Store "
              + spec.name()
              + ": its supplier made a "
              + store.getClass().getName()
              + ", which is no "
              + wanted.getSimpleName());
    }
    return store;
  }
}
