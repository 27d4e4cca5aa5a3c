package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.kstream.KeyValueMapper;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import org.jspecify.annotations.Nullable;

/**
 * Gives changes of a table other keys. If old and new row have one key they go together, otherwise
 * the old one first. Changes of a versioned table that come late by time are left out: by time,
 * nothing has changed.
 */
public final class TableRegroupOperator extends Operator {
  private final KeyValueMapper<Object, Object, KeyValue<Object, Object>> selector;
  private final boolean apart;
  private final Operator downstream;

  /**
   * @param apart whether old and new row go as two changes in any case, for members that know no
   *     other
   */
  public TableRegroupOperator(
      String name,
      OperatorContext context,
      KeyValueMapper<Object, Object, KeyValue<Object, Object>> selector,
      boolean apart,
      Operator downstream) {
    super(name, context);
    this.selector = selector;
    this.apart = apart;
    this.downstream = downstream;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    if (!context.current().latest()) {
      return;
    }
    KeyValue<Object, Object> now = select(key, newValue);
    KeyValue<Object, Object> old = select(key, oldValue);
    if (now != null && old != null && !apart && now.key.equals(old.key)) {
      downstream.accept(now.key, new RegroupedChange(now.value, old.value), timestamp);
      return;
    }
    if (old != null) {
      downstream.accept(old.key, new RegroupedChange(null, old.value), timestamp);
    }
    if (now != null) {
      downstream.accept(now.key, new RegroupedChange(now.value, null), timestamp);
    }
  }

  private @Nullable KeyValue<Object, Object> select(@Nullable Object key, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    KeyValue<Object, Object> pair = selector.apply(Given.to(key), value);
    return pair == null || pair.key == null || pair.value == null ? null : pair;
  }
}
