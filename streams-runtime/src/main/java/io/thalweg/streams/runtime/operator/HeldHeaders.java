package io.thalweg.streams.runtime.operator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The headers of rows that are held back until a flush: those of a row's latest update. Rows
 * without headers, as a rule all, take no room. Owner: the task's thread.
 */
final class HeldHeaders {
  private static final int ROW_OVERHEAD = 120;
  private static final int HEADER_OVERHEAD = 64;

  // [task's thread]
  private final Map<RowId, Headers> headers = new HashMap<>();
  private long bytes;

  @SuppressWarnings("ArrayRecordComponent") // compared by content below; nobody changes it
  private record RowId(byte[] key, long windowStart) {
    @Override
    public boolean equals(Object other) {
      return other instanceof RowId row
          && windowStart == row.windowStart
          && Arrays.equals(key, row.key);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(key) + Long.hashCode(windowStart);
    }
  }

  /** Whether an update with these headers has to be told. */
  boolean concerns(Headers latest) {
    return !headers.isEmpty() || latest.toArray().length > 0;
  }

  /** A row was updated. */
  void keep(byte[] rawKey, long windowStart, Headers latest) {
    RowId row = new RowId(rawKey, windowStart);
    Headers before = headers.remove(row);
    bytes -= before == null ? 0 : size(rawKey, before);
    if (latest.iterator().hasNext()) {
      headers.put(row, latest);
      bytes += size(rawKey, latest);
    }
  }

  /** The headers to emit a row with; they are forgotten. */
  Headers take(byte[] rawKey, long windowStart) {
    Headers kept = headers.isEmpty() ? null : headers.remove(new RowId(rawKey, windowStart));
    if (kept == null) {
      return new RecordHeaders();
    }
    bytes -= size(rawKey, kept);
    return kept;
  }

  /** The heap all of them take, about. */
  long bytes() {
    return bytes;
  }

  private static long size(byte[] rawKey, Headers headers) {
    long size = (long) ROW_OVERHEAD + rawKey.length;
    for (Header header : headers) {
      byte[] value = header.value();
      size += (long) HEADER_OVERHEAD + header.key().length() + (value == null ? 0 : value.length);
    }
    return size;
  }

  void clear() {
    headers.clear();
    bytes = 0;
  }
}
