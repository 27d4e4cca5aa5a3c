package io.thalweg.streams.benchmarks.data;

/**
 * A generated record.
 *
 * @param keyId see {@link Keys}
 * @param value serialized value
 * @param timestamp event time in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy per record would only cost time
public record InputRecord(int keyId, byte[] value, long timestamp) {}
