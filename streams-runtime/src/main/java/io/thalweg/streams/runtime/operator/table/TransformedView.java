package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.runtime.operator.TableView;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a transformed table that has no store of its own: transformed when they are read,
 * also where there is no row.
 */
public final class TransformedView implements TableView {
  private final TableView parent;
  private final TransformerHost transformer;

  public TransformedView(TableView parent, TransformerHost transformer) {
    this.parent = parent;
    this.transformer = transformer;
  }

  @Override
  public @Nullable Object get(Object key, byte @Nullable [] rawKey) {
    Object value = parent.get(key, rawKey);
    return transformer.transform(key, value, parent.timestamp());
  }

  @Override
  public @Nullable Object getAsOf(Object key, byte @Nullable [] rawKey, long asOf) {
    Object value = parent.getAsOf(key, rawKey, asOf);
    return transformer.transform(key, value, parent.timestamp());
  }

  @Override
  public long timestamp() {
    return parent.timestamp();
  }

  @Override
  public boolean versioned() {
    return parent.versioned();
  }
}
