package io.thalweg.streams.processor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Names the receiver and the timestamp of a forwarded record. */
public class To {
  /** Name of the child, or null for all. */
  protected @Nullable String childName;

  /** Timestamp in milliseconds since the epoch, or -1 to keep that of the record in hand. */
  protected long timestamp;

  private To(@Nullable String childName, long timestamp) {
    this.childName = childName;
    this.timestamp = timestamp;
  }

  /** Copies {@code to}. */
  protected To(To to) {
    this(to.childName, to.timestamp);
  }

  /** Takes over what {@code to} says. */
  protected void update(To to) {
    childName = to.childName;
    timestamp = to.timestamp;
  }

  /** Sends to the child called {@code childName} only; null means all. */
  public static To child(@Nullable String childName) {
    return new To(childName, -1);
  }

  /** Sends to all children. */
  public static To all() {
    return new To(null, -1);
  }

  /** Sets the timestamp of the forwarded record, in milliseconds since the epoch. */
  public To withTimestamp(long timestamp) {
    this.timestamp = timestamp;
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof To that
        && timestamp == that.timestamp
        && Objects.equals(childName, that.childName);
  }

  /** Not supported, since the object is mutable. */
  @Override
  public int hashCode() {
    throw new UnsupportedOperationException("To is mutable and can not be a hash key.");
  }

  @Override
  public String toString() {
    return "To{childName='" + childName + "', timestamp=" + timestamp + '}';
  }
}
