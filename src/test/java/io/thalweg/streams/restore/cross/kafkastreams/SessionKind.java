package io.thalweg.streams.restore.cross.kafkastreams;

import io.thalweg.streams.restore.cross.Operation;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.state.SessionBytesStoreSupplier;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Session stores. */
record SessionKind(boolean persistent) implements StoreKind<SessionStore<String, String>> {
  @Override
  public StoreBuilder<SessionStore<String, String>> builder(String name) {
    SessionBytesStoreSupplier supplier =
        persistent
            ? Stores.persistentSessionStore(name, WindowKind.RETENTION)
            : Stores.inMemorySessionStore(name, WindowKind.RETENTION);
    return Stores.sessionStoreBuilder(supplier, Serdes.String(), Serdes.String())
        .withCachingDisabled();
  }

  @Override
  public void apply(SessionStore<String, String> store, Operation operation) {
    Windowed<String> session =
        new Windowed<>(operation.key(), new SessionWindow(operation.start(), operation.end()));
    if (operation.value() == null) {
      store.remove(session);
    } else {
      store.put(session, operation.value());
    }
  }

  @Override
  public List<String> dump(SessionStore<String, String> store) {
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
