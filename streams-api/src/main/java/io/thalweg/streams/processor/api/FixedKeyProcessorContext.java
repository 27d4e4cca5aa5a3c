package io.thalweg.streams.processor.api;

import io.thalweg.streams.errors.StreamsException;

/**
 * The context of a {@link FixedKeyProcessor}. Used by the thread of the task only.
 *
 * @param <KForward> key type
 * @param <VForward> value type of what may be forwarded
 */
public interface FixedKeyProcessorContext<KForward, VForward> extends ProcessingContext {
  /** Sends {@code record} to all children. */
  <K extends KForward, V extends VForward> void forward(FixedKeyRecord<K, V> record);

  /**
   * Sends {@code record} to the child called {@code childName}.
   *
   * @throws StreamsException if there is no such child
   */
  <K extends KForward, V extends VForward> void forward(
      FixedKeyRecord<K, V> record, String childName);
}
