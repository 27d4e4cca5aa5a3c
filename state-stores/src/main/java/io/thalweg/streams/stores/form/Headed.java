package io.thalweg.streams.stores.form;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A value with headers: what rows of stores with headers hold. */
public record Headed<V>(V value, Headers headers) {
  /** A value without headers. */
  public static <V> Headed<V> bare(V value) {
    return new Headed<>(value, new RecordHeaders());
  }
}
