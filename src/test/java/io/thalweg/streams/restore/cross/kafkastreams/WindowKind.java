package io.thalweg.streams.restore.cross.kafkastreams;

import io.thalweg.streams.restore.cross.Operation;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/** Window stores, whatever their values are wrapped in. */
record WindowKind<X, S extends WindowStore<String, X>>(
    Function<String, StoreBuilder<S>> builders,
    BiFunction<String, Long, X> wrap,
    boolean duplicates)
    implements StoreKind<S> {
  static final Duration RETENTION = Duration.ofMillis(Operation.RETENTION_MS);
  static final Duration SIZE = Duration.ofSeconds(1);

  @Override
  public StoreBuilder<S> builder(String name) {
    return builders.apply(name);
  }

  @Override
  public void apply(S store, Operation operation) {
    String value = operation.value();
    if (duplicates && value == null) {
      return; // Kafka Streams logs it, which moves time when the log is read, but not now
    }
    X wrapped = value == null ? null : wrap.apply(value, operation.timestamp());
    store.put(operation.key(), wrapped, operation.end());
  }

  @Override
  public List<String> dump(S store) {
    Rows rows = new Rows();
    long from = Operation.BASE_MS + Operation.SPAN_MS * 3 / 4;
    long to = Operation.BASE_MS + Operation.SPAN_MS;
    for (String key : Operation.keys()) {
      rows.addAll("fetch " + key, store.fetch(key, Operation.BASE_MS, to));
      rows.addAll("backward " + key, store.backwardFetch(key, from, to));
      rows.addAll("from " + key, store.fetch(key, null, from, to));
      rows.addAll("backward to " + key, store.backwardFetch(null, key, from, to));
      for (long time = from; !duplicates && time <= to; time += 1_000) {
        rows.add("point " + key + "@" + time, store.fetch(key, time));
      }
    }
    rows.addAll("all in time", store.fetchAll(from, to));
    rows.addAll("backward in time", store.backwardFetchAll(from, to));
    rows.addAll("all", store.all());
    rows.addAll("backward", store.backwardAll());
    return rows.lines();
  }
}
