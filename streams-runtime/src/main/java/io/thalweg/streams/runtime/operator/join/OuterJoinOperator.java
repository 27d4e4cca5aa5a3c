package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.stores.layer.JoinTable;
import io.thalweg.streams.stores.layer.JoinTable.Matches;
import org.jspecify.annotations.Nullable;

/**
 * One side of a left or outer join: as an inner one, but records may make a result alone. They wait
 * for a partner until their window has closed; with a null key, or if it has closed already, they
 * do not wait.
 */
public final class OuterJoinOperator extends StreamJoinOperator {
  private final Unmatched unmatched;
  private final RawUse rawValue;
  private final boolean ownWait; // whether this side's records make results alone
  private final boolean othersWait;

  /** Where the operator stands. */
  public record Place(String name, OperatorContext context, Operator downstream) {}

  /**
   * A side.
   *
   * @param unmatched what both sides have in common
   * @param rawValue when the value as it came in may be put into the buffer
   */
  public OuterJoinOperator(
      Place place,
      JoinSide side,
      JoinTable<Object, Object> others,
      Unmatched unmatched,
      RawUse rawKey,
      RawUse rawValue) {
    super(place.name, place.context, side, others, rawKey, place.downstream);
    this.unmatched = unmatched;
    this.rawValue = rawValue;
    ownWait = unmatched.waits(side.left());
    othersWait = unmatched.waits(!side.left());
  }

  @Override
  public void open(TaskServices services) {
    unmatched.open(services);
  }

  @Override
  public boolean advanceStreamTime(long time) {
    unmatched.observe(time);
    return unmatched.passDue(side, context, downstream);
  }

  @Override
  public void rollback() {
    unmatched.rollback();
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    boolean inOrder = unmatched.observe(timestamp);
    if (value == null || (key == null && !ownWait)) {
      drop();
    } else if (key == null) {
      downstream.accept(null, side.join(null, value, null), timestamp);
    } else {
      if (inOrder) {
        unmatched.passDue(side, context, downstream);
      }
      join(key, value, timestamp);
    }
  }

  private void join(Object key, Object value, long timestamp) {
    Matches<Object> found = near(key, timestamp);
    byte[] keyBytes = rawKey.pick(context.current().rawKey());
    for (int i = 0; i < found.count(); i++) {
      if (othersWait) {
        keyBytes = unmatched.matched(found.time(i), !side.left(), key, keyBytes);
      }
      pass(key, value, timestamp, found, i);
    }
    if (found.count() == 0 && ownWait) {
      if (unmatched.isLate(side, timestamp)) {
        downstream.accept(key, side.join(key, value, null), timestamp);
      } else {
        byte[] valueBytes = rawValue.pick(context.current().rawValue());
        unmatched.wait(timestamp, side.left(), key, keyBytes, value, valueBytes);
      }
    }
  }
}
