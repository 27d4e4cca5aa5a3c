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
 * Joins each record of one side with those of its key that the other side has kept near its time.
 * Records without a key or value are dropped. How late a record may be follows from how long the
 * other side keeps its own.
 */
public class StreamJoinOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(StreamJoinOperator.class);

  final JoinSide side;
  final RawUse rawKey;
  final Operator downstream;
  private final JoinTable<Object, Object> others;

  /**
   * An inner join's side.
   *
   * @param others what the other side has kept
   */
  public StreamJoinOperator(
      String name,
      OperatorContext context,
      JoinSide side,
      JoinTable<Object, Object> others,
      RawUse rawKey,
      Operator downstream) {
    super(name, context);
    this.side = side;
    this.others = others;
    this.rawKey = rawKey;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null || value == null) {
      drop();
      return;
    }
    Matches<Object> found = near(key, timestamp);
    for (int i = 0; i < found.count(); i++) {
      pass(key, value, timestamp, found, i);
    }
  }

  final Matches<Object> near(Object key, long timestamp) {
    byte[] keyBytes = rawKey.pick(context.current().rawKey());
    return others.near(key, keyBytes, side.first(timestamp), side.last(timestamp));
  }

  /** Passes on the result with one of the partners. */
  final void pass(Object key, Object value, long timestamp, Matches<Object> found, int index) {
    downstream.accept(
        key, side.join(key, value, found.value(index)), Math.max(timestamp, found.time(index)));
  }

  final void drop() {
    LOG.warn("Skipping record due to null key or value. {}", context.current().position());
    context.drop();
  }
}
