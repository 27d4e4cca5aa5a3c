package io.thalweg.streams.restore.cross.kafkastreams;

import io.thalweg.streams.restore.cross.Operation;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.VersionedKeyValueStore;

/** Versioned stores; their history is kept as long as windows are. */
record VersionedKind() implements StoreKind<VersionedKeyValueStore<String, String>> {
  @Override
  public StoreBuilder<VersionedKeyValueStore<String, String>> builder(String name) {
    return Stores.versionedKeyValueStoreBuilder(
        Stores.persistentVersionedKeyValueStore(name, WindowKind.RETENTION),
        Serdes.String(),
        Serdes.String());
  }

  @Override
  public void apply(VersionedKeyValueStore<String, String> store, Operation operation) {
    if (operation.value() == null && operation.start() / 1_000 % 2 == 0) {
      store.delete(operation.key(), operation.end());
    } else {
      store.put(operation.key(), operation.value(), operation.end());
    }
  }

  @Override
  public List<String> dump(VersionedKeyValueStore<String, String> store) {
    Rows rows = new Rows();
    long to = Operation.BASE_MS + Operation.SPAN_MS;
    for (String key : Operation.keys()) {
      rows.add("get " + key, store.get(key));
      for (long time = Operation.BASE_MS; time <= to; time += 500) {
        rows.add("get " + key + " as of " + time, store.get(key, time));
      }
    }
    return rows.lines();
  }
}
