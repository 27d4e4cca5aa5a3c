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
public final class HeldHeaders {
  private static final int ROW_OVERHEAD = 120;
  private static final int HEADER_OVERHEAD = 64;

  // [task's thread]
  private final Map<RowId, Headers> headers = new HashMap<>();
  private long bytes;

  @SuppressWarnings("ArrayRecordComponent") // compared by content below; nobody changes it
  private record RowId(byte[] key, long start, long end) {
    @Override
    public boolean equals(Object other) {
      return other instanceof RowId row
          && start == row.start
          && end == row.end
          && Arrays.equals(key, row.key);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Arrays.hashCode(key) + Long.hashCode(start)) + Long.hashCode(end);
    }
  }

  /** Whether an update with these headers has to be told. */
  public boolean concerns(Headers latest) {
    return !headers.isEmpty() || latest.toArray().length > 0;
  }

  /** A row was updated. */
  void keep(byte[] rawKey, long windowStart, Headers latest) {
    keep(rawKey, windowStart, 0, latest);
  }

  /** A session was updated. */
  public void keep(byte[] rawKey, long start, long end, Headers latest) {
    RowId row = new RowId(rawKey, start, end);
    Headers before = headers.remove(row);
    bytes -= before == null ? 0 : size(rawKey, before);
    if (latest.iterator().hasNext()) {
      headers.put(row, latest);
      bytes += size(rawKey, latest);
    }
  }

  /** The headers to emit a row with; they are forgotten. */
  Headers take(byte[] rawKey, long windowStart) {
    return take(rawKey, windowStart, 0);
  }

  /** As {@link #take(byte[], long)} of a session. */
  public Headers take(byte[] rawKey, long start, long end) {
    Headers kept = headers.isEmpty() ? null : headers.remove(new RowId(rawKey, start, end));
    if (kept == null) {
      return new RecordHeaders();
    }
    bytes -= size(rawKey, kept);
    return kept;
  }

  /** The heap all of them take, about. */
  public long bytes() {
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

  public void clear() {
    headers.clear();
    bytes = 0;
  }
}
