package io.thalweg.streams.restore.cross.kafkastreams;

import io.thalweg.streams.restore.cross.Operation;
import java.util.List;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * One kind of store: how it is built, changed and read. New kinds are added to {@link Kinds}.
 *
 * @param <S> the store's public type
 */
public interface StoreKind<S extends StateStore> {
  /** Caching is disabled, logging enabled. */
  StoreBuilder<S> builder(String name);

  void apply(S store, Operation operation);

  /** Everything that can be read, one line a row, in the order of the reads. */
  List<String> dump(S store);
}
