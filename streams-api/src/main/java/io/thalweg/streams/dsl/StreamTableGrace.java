package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The grace period of a stream-table join: records wait for older ones of the table.
 *
 * @param named whether the user named the join, and with it the buffer
 */
record StreamTableGrace(Draft draft, Duration grace, boolean named) {
  /** What is joined, and whether records without a row are. */
  record Join(ValueJoinerWithKey<Object, Object, Object, Object> joiner, boolean left) {}

  /**
   * The join of a stream and a table.
   *
   * @throws IllegalArgumentException if the table does not keep former values, or not long enough
   */
  Step join(String name, Flow input, DslTable<?, ?> table, Join join) {
    checkHistory(name, table);
    String buffer = name + "-Buffer";
    if (!named) {
      draft.names().notGiven(buffer);
    }
    StoreSpec spec =
        new StoreSpec(
            buffer,
            StoreSpec.Kind.GRACE_BUFFER,
            StoreSpec.Engine.ROCKSDB,
            null,
            input.keySerde(),
            input.valueSerde(),
            new StoreSpec.Options(false, true, Map.of()),
            null);
    return new Step.Operator(
        name,
        new OperatorSpec.StreamTableGraceJoin(
            table.flow().node(), join.joiner, join.left, buffer, grace.toMillis()),
        List.of(input.node()),
        List.of(StoreDraft.fixed(spec)),
        table.readStores());
  }

  private void checkHistory(String join, DslTable<?, ?> table) {
    StoreDraft store = draft.history(table.flow().node());
    if (store == null) {
      throw new IllegalArgumentException(
          "Join "
              + join
              + " has a grace period, so its table must be versioned: materialize it with"
              + " Stores.persistentVersionedKeyValueStore, or leave the grace period out");
    }
    long history = Objects.requireNonNull(store.spec().window(), store.name()).retentionMs();
    if (history < grace.toMillis()) {
      throw new IllegalArgumentException(
          "Join "
              + join
              + " has a grace period of "
              + grace.toMillis()
              + " ms, but table store "
              + store.name()
              + " keeps a history of "
              + history
              + " ms only: it must be at least as long");
    }
  }
}
