package io.thalweg.streams.kstream;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Makes serdes of windowed keys. */
public class WindowedSerdes {
  /** Has nothing to offer but static members. */
  public WindowedSerdes() {}

  /** A serde of keys of time windows. Not thread-safe. */
  public static class TimeWindowedSerde<T> extends Serdes.WrapperSerde<Windowed<T>> {
    /** Takes inner serde and window size from the configs; for clients that make it by name. */
    public TimeWindowedSerde() {
      super(new TimeWindowedSerializer<>(), new TimeWindowedDeserializer<>());
    }

    /** Takes inner serde and window size in milliseconds as given. */
    public TimeWindowedSerde(Serde<T> inner, long windowSize) {
      super(
          new TimeWindowedSerializer<>(inner.serializer()),
          new TimeWindowedDeserializer<>(inner.deserializer(), windowSize));
    }

    /** Says whether keys are read from a changelog; changes this serde and returns it. */
    public TimeWindowedSerde<T> forChangelog(boolean isChangelogTopic) {
      ((TimeWindowedDeserializer<T>) deserializer()).setIsChangelogTopic(isChangelogTopic);
      return this;
    }
  }

  /** A serde of keys of session windows. Not thread-safe. */
  public static class SessionWindowedSerde<T> extends Serdes.WrapperSerde<Windowed<T>> {
    /** Takes the inner serde from the configs; for clients that make it by name. */
    public SessionWindowedSerde() {
      super(new SessionWindowedSerializer<>(), new SessionWindowedDeserializer<>());
    }

    /** Takes the inner serde as given. */
    public SessionWindowedSerde(Serde<T> inner) {
      super(
          new SessionWindowedSerializer<>(inner.serializer()),
          new SessionWindowedDeserializer<>(inner.deserializer()));
    }
  }

  /**
   * Makes a serde of keys of time windows.
   *
   * @param type class of the key; one that Kafka has a serde for
   * @param windowSize size of the windows in milliseconds
   * @throws IllegalArgumentException if Kafka has no serde for {@code type}
   */
  public static <T> Serde<Windowed<T>> timeWindowedSerdeFrom(Class<T> type, long windowSize) {
    return new TimeWindowedSerde<>(Serdes.serdeFrom(type), windowSize);
  }

  /**
   * Makes a serde of keys of session windows.
   *
   * @param type class of the key; one that Kafka has a serde for
   * @throws IllegalArgumentException if Kafka has no serde for {@code type}
   */
  public static <T> Serde<Windowed<T>> sessionWindowedSerdeFrom(Class<T> type) {
    return new SessionWindowedSerde<>(Serdes.serdeFrom(type));
  }
}
