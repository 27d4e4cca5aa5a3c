package io.thalweg.streams.kstream;

import io.thalweg.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * How two tables join by a foreign key: partitioners and name. Immutable.
 *
 * @param <K> key type of this table
 * @param <KO> key type of the other table
 */
public class TableJoined<K, KO> implements NamedOperation<TableJoined<K, KO>> {
  /** Partitioner of this table; null means the default. */
  protected final @Nullable StreamPartitioner<K, Void> partitioner;

  /** Partitioner of the other table; null means the default. */
  protected final @Nullable StreamPartitioner<KO, Void> otherPartitioner;

  /** Name of the join; null means a generated one. */
  protected final @Nullable String name;

  private TableJoined(
      @Nullable StreamPartitioner<K, Void> partitioner,
      @Nullable StreamPartitioner<KO, Void> otherPartitioner,
      @Nullable String name) {
    this.partitioner = partitioner;
    this.otherPartitioner = otherPartitioner;
    this.name = name;
  }

  /** Copies {@code tableJoined}. */
  protected TableJoined(TableJoined<K, KO> tableJoined) {
    this(tableJoined.partitioner, tableJoined.otherPartitioner, tableJoined.name);
  }

  /** Sets the partitioners; null means the default. */
  public static <K, KO> TableJoined<K, KO> with(
      @Nullable StreamPartitioner<K, Void> partitioner,
      @Nullable StreamPartitioner<KO, Void> otherPartitioner) {
    return new TableJoined<>(partitioner, otherPartitioner, null);
  }

  /** Sets the name of the join; null means a generated one. */
  public static <K, KO> TableJoined<K, KO> as(@Nullable String name) {
    return new TableJoined<>(null, null, name);
  }

  /** Returns a copy with another partitioner of this table; null means the default. */
  public TableJoined<K, KO> withPartitioner(@Nullable StreamPartitioner<K, Void> partitioner) {
    return new TableJoined<>(partitioner, otherPartitioner, name);
  }

  /** Returns a copy with another partitioner of the other table; null means the default. */
  public TableJoined<K, KO> withOtherPartitioner(
      @Nullable StreamPartitioner<KO, Void> otherPartitioner) {
    return new TableJoined<>(partitioner, otherPartitioner, name);
  }

  /** Returns a copy with another name; null means a generated one. */
  @Override
  public TableJoined<K, KO> withName(@Nullable String name) {
    return new TableJoined<>(partitioner, otherPartitioner, name);
  }
}
