package io.thalweg.streams.kstream.internals;

import io.thalweg.streams.kstream.Windowed;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A serializer of windowed keys that can serialize the key without the window, too.
 *
 * @param <T> type of the key without the window
 */
public interface WindowedSerializer<T> extends Serializer<Windowed<T>> {
  /** Serializes the key without the window. */
  byte[] serializeBaseKey(String topic, Windowed<T> data);

  /** Serializes the key without the window. */
  default byte[] serializeBaseKey(String topic, Headers headers, Windowed<T> data) {
    return serializeBaseKey(topic, data);
  }
}
