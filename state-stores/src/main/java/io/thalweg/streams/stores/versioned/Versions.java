package io.thalweg.streams.stores.versioned;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.stores.layer.RowIterator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The versions in the rows of a key that are values and valid in a span of time. Of two rows with
 * one start, the one that ends later counts: the owner was about to end it. One thread at a time.
 */
public final class Versions implements Iterator<Version>, AutoCloseable {
  private final RowIterator<byte[], byte[], byte[]> rows;
  private final long from;
  private final long to;
  private final boolean forward;
  private @Nullable KeyValue<byte[], byte[]> ahead; // a row taken, but not looked at yet
  private @Nullable Version next;

  Versions(RowIterator<byte[], byte[], byte[]> rows, long from, long to, boolean forward) {
    this.rows = rows;
    this.from = from;
    this.to = to;
    this.forward = forward;
  }

  @Override
  public boolean hasNext() {
    boolean more = rows.hasNext() || ahead != null; // asks in any case: it may be closed
    while (next == null && more) {
      KeyValue<byte[], byte[]> row = row();
      Version version = Version.of(row.value, VersionKeys.validTo(row.key));
      if (version != null && version.from() <= to && (version.open() || version.to() > from)) {
        next = version;
      }
      more = rows.hasNext() || ahead != null;
    }
    return next != null;
  }

  @Override
  public Version next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Version version = next;
    next = null;
    return version;
  }

  @Override
  public void close() {
    rows.close();
  }

  private KeyValue<byte[], byte[]> row() {
    KeyValue<byte[], byte[]> row = ahead == null ? rows.next() : ahead;
    ahead = null;
    while (rows.hasNext()) {
      KeyValue<byte[], byte[]> other = rows.next();
      if (Version.from(other.value) != Version.from(row.value)) {
        ahead = other;
        break;
      }
      row = forward ? other : row;
    }
    return row;
  }
}
