package io.thalweg.streams.stores.versioned;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.stores.layer.RowIterator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The versions in some rows that are values and valid in a span of time. One thread at a time. */
public final class Versions implements Iterator<Version>, AutoCloseable {
  private final RowIterator<byte[], byte[], byte[]> rows;
  private final long from;
  private final long to;
  private @Nullable Version next;

  Versions(RowIterator<byte[], byte[], byte[]> rows, long from, long to) {
    this.rows = rows;
    this.from = from;
    this.to = to;
  }

  @Override
  public boolean hasNext() {
    while (rows.hasNext() && next == null) {
      KeyValue<byte[], byte[]> row = rows.next();
      Version version = Version.of(row.value, VersionKeys.validTo(row.key));
      if (version != null && version.from() <= to && (version.open() || version.to() > from)) {
        next = version;
      }
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
}
