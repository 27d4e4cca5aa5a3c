package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a stream record with the row of a global table under the key that is made of the record.
 * Records without a value are dropped, those for which no key is made too unless it is a left join
 * (KIP-962).
 */
public final class GlobalTableJoinOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalTableJoinOperator.class);

  private final ReadOnlyKeyValueStore<Object, Object> table;
  private final Join join;
  private final Operator downstream;

  /** How stream and table are joined. */
  public record Join(
      KeyValueMapper<Object, Object, Object> selector,
      ValueJoinerWithKey<Object, Object, Object, Object> joiner,
      boolean left) {}

  public GlobalTableJoinOperator(
      String name,
      OperatorContext context,
      ReadOnlyKeyValueStore<Object, Object> table,
      Join join,
      Operator downstream) {
    super(name, context);
    this.table = table;
    this.join = join;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    Object rowKey = value == null ? null : join.selector.apply(Given.to(key), value);
    if (value == null || (rowKey == null && !join.left)) {
      LOG.warn("Skipping record due to null join key or value. {}", context.current().position());
      context.drop();
      return;
    }
    Object row = rowKey == null ? null : table.get(rowKey);
    if (row != null || join.left) {
      downstream.accept(key, join.joiner.apply(Given.to(key), value, Given.to(row)), timestamp);
    }
  }
}
