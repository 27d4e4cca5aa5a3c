package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.TableJoined;
import io.thalweg.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/** Read access to a {@link TableJoined}. */
public final class TableJoinedView<K, KO> extends TableJoined<K, KO> {
  /** Copies {@code tableJoined}. */
  public TableJoinedView(TableJoined<K, KO> tableJoined) {
    super(tableJoined);
  }

  /** Partitioner of this table, or null. */
  public @Nullable StreamPartitioner<K, Void> partitioner() {
    return partitioner;
  }

  /** Partitioner of the other table, or null. */
  public @Nullable StreamPartitioner<KO, Void> otherPartitioner() {
    return otherPartitioner;
  }

  /** Name of the join, or null. */
  public @Nullable String name() {
    return name;
  }
}
