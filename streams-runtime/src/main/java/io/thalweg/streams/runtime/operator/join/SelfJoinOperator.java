package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.stores.layer.JoinTable;
import io.thalweg.streams.stores.layer.JoinTable.Matches;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the records of a stream with each other: each as the left one with those before it, then as
 * the right one with those and with itself. The records are kept once.
 */
public final class SelfJoinOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(SelfJoinOperator.class);

  private final JoinSide left;
  private final JoinSide right;
  private final JoinTable<Object, Object> kept;
  private final RawUse rawKey;
  private final Operator downstream;
  private final long retentionMs;

  // [task's thread]
  private long streamTime = -1;

  /**
   * A join of {@code kept}, which gets each record when it has been here.
   *
   * @param left the join as its left side sees it
   */
  public SelfJoinOperator(
      String name,
      OperatorContext context,
      JoinSide left,
      JoinTable<Object, Object> kept,
      RawUse rawKey,
      Operator downstream) {
    super(name, context);
    this.left = left;
    this.right = left.other();
    this.kept = kept;
    this.rawKey = rawKey;
    this.downstream = downstream;
    retentionMs = left.span().beforeMs() + left.span().afterMs() + left.span().graceMs();
  }

  @Override
  public void rollback() {
    streamTime = -1;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null || value == null) {
      LOG.warn("Skipping record due to null key or value. {}", context.current().position());
      context.drop();
      return;
    }
    streamTime = Math.max(streamTime, timestamp);
    byte[] keyBytes = rawKey.pick(context.current().rawKey());
    asLeft(key, value, timestamp, keyBytes);
    asRight(key, value, timestamp, keyBytes);
  }

  private void asLeft(Object key, Object value, long timestamp, byte @Nullable [] keyBytes) {
    Matches<Object> found = kept.near(key, keyBytes, left.first(timestamp), left.last(timestamp));
    for (int i = 0; i < found.count(); i++) {
      pass(left, key, value, timestamp, found, i);
    }
  }

  /** The record joins itself between those up to its time and those after, wherever the window. */
  private void asRight(Object key, Object value, long timestamp, byte @Nullable [] keyBytes) {
    Matches<Object> found = kept.near(key, keyBytes, right.first(timestamp), right.last(timestamp));
    boolean withItself = timestamp - 1 > streamTime - retentionMs;
    for (int i = 0; i < found.count(); i++) {
      if (withItself && found.time(i) > timestamp) {
        withItself = false;
        downstream.accept(key, left.join(key, value, value), timestamp);
      }
      pass(right, key, value, timestamp, found, i);
    }
    if (withItself) {
      downstream.accept(key, left.join(key, value, value), timestamp);
    }
  }

  private void pass(
      JoinSide side, Object key, Object value, long timestamp, Matches<Object> found, int index) {
    downstream.accept(
        key, side.join(key, value, found.value(index)), Math.max(timestamp, found.time(index)));
  }
}
