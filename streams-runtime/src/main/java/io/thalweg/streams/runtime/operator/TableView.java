package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.kstream.ValueMapperWithKey;
import io.thalweg.streams.state.VersionedRecord;
import io.thalweg.streams.stores.VersionedTable;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import org.jspecify.annotations.Nullable;

/** The rows of a table as a join sees them. Owner: the task's thread. */
public interface TableView {
  /** The present value for the key, or null; {@code rawKey} is the serialized key if at hand. */
  @Nullable Object get(Object key, byte @Nullable [] rawKey);

  /**
   * The value for the key that was valid at {@code asOf}, in ms; null if there was none or the
   * history does not go back so far. The present value if the table {@link #versioned has none}.
   */
  default @Nullable Object getAsOf(Object key, byte @Nullable [] rawKey, long asOf) {
    return get(key, rawKey);
  }

  /** The timestamp, in ms, of the row that was got last; -1 if there was none. */
  long timestamp();

  /** Whether the table keeps former values. */
  default boolean versioned() {
    return false;
  }

  /** A table with a store. */
  static TableView of(RowTable<Object, Object> rows) {
    return rows instanceof VersionedTable<Object, Object> versions
        ? new Versions(versions)
        : new Rows(rows);
  }

  /** A filtered table without a store of its own. */
  default TableView filtered(Predicate<Object, Object> predicate, boolean negate) {
    return new Derived(this, RowMapping.filter(predicate, negate));
  }

  /** A mapped table without a store of its own. */
  default TableView mapped(ValueMapperWithKey<Object, Object, Object> mapper) {
    return new Derived(this, RowMapping.map(mapper));
  }

  /** Reads a store. */
  final class Rows implements TableView {
    private final RowTable<Object, Object> rows;
    private long timestamp = -1;

    private Rows(RowTable<Object, Object> rows) {
      this.rows = rows;
    }

    @Override
    public @Nullable Object get(Object key, byte @Nullable [] rawKey) {
      Row<Object> row = rows.locate(key, rawKey);
      Object value = row.value();
      timestamp = value == null ? -1 : row.timestamp();
      return value;
    }

    @Override
    public long timestamp() {
      return timestamp;
    }
  }

  /** Reads a versioned store. */
  final class Versions implements TableView {
    private final VersionedTable<Object, Object> versions;
    private long timestamp = -1;

    private Versions(VersionedTable<Object, Object> versions) {
      this.versions = versions;
    }

    @Override
    public @Nullable Object get(Object key, byte @Nullable [] rawKey) {
      Row<Object> row = versions.locate(key, rawKey);
      timestamp = row.timestamp();
      return row.value();
    }

    @Override
    public @Nullable Object getAsOf(Object key, byte @Nullable [] rawKey, long asOf) {
      VersionedRecord<Object> version = versions.asOf(key, asOf);
      timestamp = version == null ? -1 : version.timestamp();
      return version == null ? null : version.value();
    }

    @Override
    public long timestamp() {
      return timestamp;
    }

    @Override
    public boolean versioned() {
      return true;
    }
  }

  /** Filters or maps what another view reads; a row has the timestamp that it has there. */
  final class Derived implements TableView {
    private final TableView parent;
    private final RowMapping mapping;

    private Derived(TableView parent, RowMapping mapping) {
      this.parent = parent;
      this.mapping = mapping;
    }

    @Override
    public @Nullable Object get(Object key, byte @Nullable [] rawKey) {
      Object value = parent.get(key, rawKey);
      return value == null ? null : mapping.apply(key, value);
    }

    @Override
    public @Nullable Object getAsOf(Object key, byte @Nullable [] rawKey, long asOf) {
      Object value = parent.getAsOf(key, rawKey, asOf);
      return value == null ? null : mapping.apply(key, value);
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
}
