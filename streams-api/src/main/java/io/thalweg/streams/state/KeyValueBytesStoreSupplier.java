package io.thalweg.streams.state;

import org.apache.kafka.common.utils.Bytes;

/** Supplies key-value stores of bytes. */
public interface KeyValueBytesStoreSupplier extends StoreSupplier<KeyValueStore<Bytes, byte[]>> {}
