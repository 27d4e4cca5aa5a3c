package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.TableView;
import org.jspecify.annotations.Nullable;

/** The rows of a join that has no store of its own: joined when they are read. */
public final class JoinView implements TableView {
  private final TableView left;
  private final TableView right;
  private final JoinRule rule;
  private long timestamp = -1;

  public JoinView(TableView left, TableView right, OperatorSpec.TableJoin join) {
    this.left = left;
    this.right = right;
    this.rule = new JoinRule(join);
  }

  @Override
  public @Nullable Object get(Object key, byte @Nullable [] rawKey) {
    timestamp = -1;
    Object leftValue = left.get(key, rawKey);
    if (leftValue == null && !rule.leftOptional()) {
      return null;
    }
    long leftTime = leftValue == null ? -1 : left.timestamp();
    Object rightValue = right.get(key, rawKey);
    long rightTime = rightValue == null ? -1 : right.timestamp();
    Object joined = rule.join(leftValue, rightValue);
    timestamp = joined == null ? -1 : Math.max(leftTime, rightTime);
    return joined;
  }

  @Override
  public long timestamp() {
    return timestamp;
  }
}
