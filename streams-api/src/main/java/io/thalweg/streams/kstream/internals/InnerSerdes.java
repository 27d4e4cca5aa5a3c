package io.thalweg.streams.kstream.internals;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Finds the inner serdes of windowed serdes. */
public final class InnerSerdes {
  private static final String SERDE_KEY = "windowed.inner.class.serde";

  private InnerSerdes() {}

  /** The serializer that {@code configs} name, or {@code given}; they must not differ. */
  public static <T> Serializer<T> serializer(
      Map<String, ?> configs, String key, @Nullable Serializer<T> given) {
    Serde<T> configured = InnerSerdes.<T>configured(configs, key);
    return one(configured == null ? null : configured.serializer(), given, key);
  }

  /** The deserializer that {@code configs} name, or {@code given}; they must not differ. */
  public static <T> Deserializer<T> deserializer(
      Map<String, ?> configs, String key, @Nullable Deserializer<T> given) {
    Serde<T> configured = InnerSerdes.<T>configured(configs, key);
    return one(configured == null ? null : configured.deserializer(), given, key);
  }

  /** Returns {@code inner}, which is null before {@code outer} was configured. */
  public static <S> S require(@Nullable S inner, Object outer) {
    return Objects.requireNonNull(
        inner,
        () ->
            outer.getClass().getSimpleName()
                + " has no inner serde: give one to the constructor, or configure it.");
  }

  private static <S> S one(@Nullable S configured, @Nullable S given, String key) {
    if (configured == null && given == null) {
      throw new IllegalArgumentException(
          "There is no inner serde: give one to the constructor, or set " + key + ".");
    }
    if (configured != null && given != null && configured.getClass() != given.getClass()) {
      throw new IllegalArgumentException(
          "The constructor was given "
              + given.getClass().getName()
              + ", but "
              + key
              + " says "
              + configured.getClass().getName()
              + ".");
    }
    return given != null ? given : Objects.requireNonNull(configured);
  }

  @SuppressWarnings("unchecked") // the config must name a serde for T
  private static <T> @Nullable Serde<T> configured(Map<String, ?> configs, String key) {
    String found = configs.get(key) == null ? SERDE_KEY : key;
    Object className = configs.get(found);
    if (className == null) {
      return null;
    }
    try {
      return className instanceof Class<?> type
          ? (Serde<T>) Utils.newInstance(type, Serde.class)
          : (Serde<T>) Utils.newInstance(className.toString(), Serde.class);
    } catch (ClassNotFoundException e) {
      throw new ConfigException(found, className, "The class of the inner serde is not there.");
    }
  }
}
