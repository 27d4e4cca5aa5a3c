package io.thalweg.streams.stores.versioned;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A value and when it is valid. Immutable; nobody may change the array. */
public final class Version {
  /** The end of a version that no other follows. */
  static final long OPEN = Long.MIN_VALUE;

  private static final int HEAD = 8;
  private static final byte VALUE = 1;

  private final byte[] value;
  private final long from;
  private final long to;

  private Version(byte[] value, long from, long to) {
    this.value = value;
    this.from = from;
    this.to = to;
  }

  public byte[] value() {
    return value;
  }

  /** Its start, inclusive. */
  public long from() {
    return from;
  }

  /** Its end, exclusive, unless it is {@link #open}. */
  public long to() {
    return to;
  }

  /** Whether no other version follows. */
  public boolean open() {
    return to == OPEN;
  }

  /** What a row says of a version: its start and, unless it is "no value", a 1 and the value. */
  static byte[] row(long from, byte @Nullable [] value) {
    byte[] row = new byte[value == null ? HEAD : HEAD + 1 + value.length];
    Keys.putLong(row, 0, from);
    if (value != null) {
      row[HEAD] = VALUE;
      System.arraycopy(value, 0, row, HEAD + 1, value.length);
    }
    return row;
  }

  /** The start in a row. */
  static long from(byte[] row) {
    return Keys.getLong(row, 0);
  }

  static boolean hasValue(byte[] row) {
    return row.length > HEAD;
  }

  /** The version in a row that ends at {@code to}; null if the row says "no value". */
  static @Nullable Version of(byte[] row, long to) {
    return hasValue(row)
        ? new Version(Arrays.copyOfRange(row, HEAD + 1, row.length), from(row), to)
        : null;
  }
}
