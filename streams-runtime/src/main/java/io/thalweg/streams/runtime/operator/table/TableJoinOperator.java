package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TableView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins changes of one table with the rows of another under the same key. A result's timestamp is
 * the later one of both. Where no row was and no row is, it says so only if the other table has a
 * row: who comes first to a pair of missing rows says nothing. Changes of a versioned table that
 * come late by time are dropped.
 */
public final class TableJoinOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(TableJoinOperator.class);

  private final TableView other;
  private final JoinRule rule;
  private final boolean fromLeft;
  private final boolean otherOptional;
  private final RawUse rawKey;
  private final boolean sendOldValues;
  private final Operator downstream;

  /**
   * @param other the table that does not change
   * @param fromLeft whether it is the right one
   */
  public TableJoinOperator(
      String name,
      OperatorContext context,
      TableView other,
      OperatorSpec.TableJoin join,
      boolean fromLeft,
      Lane lane,
      Operator downstream) {
    super(name, context);
    this.other = other;
    this.rule = new JoinRule(join);
    this.fromLeft = fromLeft;
    this.otherOptional = fromLeft ? join.rightOptional() : join.leftOptional();
    this.rawKey = lane.rawKey();
    this.sendOldValues = lane.sendOldValues();
    this.downstream = downstream;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    if (key == null) {
      LOG.warn("Skipping record due to null key. {}", context.current().position());
      context.drop();
      return;
    }
    if (!context.current().latest()) {
      LOG.debug(
          "Skipping out-of-order record of a versioned table in {}. {}",
          name(),
          context.current().position());
      context.drop();
      return;
    }
    Object found = other.get(key, rawKey.pick(context.current().rawKey()));
    if (found == null && (!otherOptional || (newValue == null && oldValue == null))) {
      return;
    }
    long later = found == null ? timestamp : Math.max(timestamp, other.timestamp());
    Object result = join(newValue, found);
    Object before = sendOldValues ? join(oldValue, found) : null;
    downstream.acceptChange(key, result, before, later);
  }

  private @Nullable Object join(@Nullable Object value, @Nullable Object found) {
    return fromLeft ? rule.join(value, found) : rule.join(found, value);
  }
}
