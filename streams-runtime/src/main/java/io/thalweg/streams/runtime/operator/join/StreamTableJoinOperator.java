package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TableView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a stream record with the table's row of its key at that moment; with that of the record's
 * time if the table keeps former rows. Records without a value are dropped, those without a key too
 * unless it is a left join (KIP-962).
 */
public final class StreamTableJoinOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTableJoinOperator.class);

  private final TableView table;
  private final ValueJoinerWithKey<Object, Object, Object, Object> joiner;
  private final boolean left;
  private final RawUse rawKey;
  private final Operator downstream;

  public StreamTableJoinOperator(
      String name,
      OperatorContext context,
      TableView table,
      ValueJoinerWithKey<Object, Object, Object, Object> joiner,
      boolean left,
      RawUse rawKey,
      Operator downstream) {
    super(name, context);
    this.table = table;
    this.joiner = joiner;
    this.left = left;
    this.rawKey = rawKey;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (value == null || (key == null && !left)) {
      LOG.warn("Skipping record due to null join key or value. {}", context.current().position());
      context.drop();
      return;
    }
    Object row =
        key == null ? null : table.getAsOf(key, rawKey.pick(context.current().rawKey()), timestamp);
    if (row != null || left) {
      downstream.accept(key, joiner.apply(Given.to(key), value, Given.to(row)), timestamp);
    }
  }
}
