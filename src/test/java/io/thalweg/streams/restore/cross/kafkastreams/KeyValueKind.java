package io.thalweg.streams.restore.cross.kafkastreams;

import io.thalweg.streams.restore.cross.Operation;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Key-value stores, whatever their values are wrapped in. */
record KeyValueKind<X, S extends KeyValueStore<String, X>>(
    Function<String, StoreBuilder<S>> builders, BiFunction<String, Long, X> wrap)
    implements StoreKind<S> {

  @Override
  public StoreBuilder<S> builder(String name) {
    return builders.apply(name);
  }

  @Override
  public void apply(S store, Operation operation) {
    String value = operation.value();
    // timestamps that go back, too
    X wrapped = value == null ? null : wrap.apply(value, operation.end());
    switch ((int) (operation.start() / 1_000 % 6)) {
      case 0 -> store.putIfAbsent(operation.key(), wrapped);
      case 1 -> store.delete(operation.key());
      default -> store.put(operation.key(), wrapped);
    }
  }

  @Override
  public List<String> dump(S store) {
    Rows rows = new Rows();
    for (String key : Operation.keys()) {
      rows.add("get " + key, store.get(key));
      rows.addAll("from " + key, store.range(key, null));
      rows.addAll("reverse to " + key, store.reverseRange(null, key));
      rows.addAll("prefix " + key, store.prefixScan(key, new StringSerializer()));
    }
    rows.addAll("all", store.all());
    rows.addAll("reverse", store.reverseAll());
    return rows.lines();
  }
}
