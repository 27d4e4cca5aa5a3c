package io.thalweg.streams.restore.cross.kafkastreams;

import io.thalweg.streams.restore.cross.Operation;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Session stores, whatever their aggregates are wrapped in. */
record SessionKind<X, S extends SessionStore<String, X>>(
    Function<String, StoreBuilder<S>> builders, BiFunction<String, Long, X> wrap)
    implements StoreKind<S> {
  @Override
  public StoreBuilder<S> builder(String name) {
    return builders.apply(name);
  }

  @Override
  public void apply(S store, Operation operation) {
    Windowed<String> session =
        new Windowed<>(operation.key(), new SessionWindow(operation.start(), operation.end()));
    if (operation.value() == null) {
      store.remove(session);
    } else {
      store.put(session, wrap.apply(operation.value(), operation.timestamp()));
    }
  }

  @Override
  public List<String> dump(S store) {
    Rows rows = new Rows();
    long from = Operation.BASE_MS + Operation.SPAN_MS * 3 / 4;
    long to = Operation.BASE_MS + Operation.SPAN_MS;
    for (String key : Operation.keys()) {
      rows.addAll("fetch " + key, store.fetch(key));
      rows.addAll("backward " + key, store.backwardFetch(key));
      rows.addAll("find " + key, store.findSessions(key, from, to));
      rows.addAll("backward find " + key, store.backwardFindSessions(key, from, to));
      rows.addAll("find from " + key, store.findSessions(key, null, from, to));
      for (long end = from; end <= to; end += 1_000) {
        rows.add("point " + key + "@" + end, store.fetchSession(key, end - 2_000, end));
      }
    }
    return rows.lines();
  }
}
