package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.Nullable;

/** Filters or maps the rows of a table without keeping the result. */
public final class TableMappingOperator extends Operator {
  private final RowMapping mapping;
  private final boolean filter;
  private final boolean sendOldValues;
  private final Operator downstream;

  /**
   * @param filter whether a row that was not there and is not there now goes unmentioned; only
   *     known with old values
   */
  public TableMappingOperator(
      String name,
      OperatorContext context,
      RowMapping mapping,
      boolean filter,
      boolean sendOldValues,
      Operator downstream) {
    super(name, context);
    this.mapping = mapping;
    this.filter = filter;
    this.sendOldValues = sendOldValues;
    this.downstream = downstream;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    Object mapped = newValue == null ? null : mapping.apply(key, newValue);
    Object mappedOld = sendOldValues && oldValue != null ? mapping.apply(key, oldValue) : null;
    if (filter && sendOldValues && mapped == null && mappedOld == null) {
      return;
    }
    downstream.acceptChange(key, mapped, mappedOld, timestamp);
  }
}
