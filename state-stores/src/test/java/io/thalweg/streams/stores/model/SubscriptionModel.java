package io.thalweg.streams.stores.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.wire.CombinedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;

/** The store of a foreign-key join's subscriptions, used as its operators do. */
final class SubscriptionModel extends StoreModel<SubscriptionModel.Id> {
  private static final List<String> FOREIGN = List.of("", "a", "ab", "b", "\u0000");
  private static final Serde<String> KEYS =
      Serdes.serdeFrom(
          (topic, key) -> combined(key),
          (topic, bytes) ->
              new String(CombinedKey.foreignKey(bytes), UTF_8)
                  + "|"
                  + new String(CombinedKey.primaryKey(bytes), UTF_8));

  private int values;

  /** A subscription, written {@code foreign|primary}; in the order of its bytes. */
  record Id(Bytes order, String key) implements Comparable<Id> {
    static Id of(String key) {
      return new Id(Bytes.wrap(combined(key)), key);
    }

    String foreign() {
      return key.substring(0, key.indexOf('|'));
    }

    @Override
    public int compareTo(Id other) {
      return order.compareTo(other.order);
    }
  }

  SubscriptionModel(StoreSpec spec, Random random) {
    assert spec.kind().withHeaders();
    values = random.nextInt(100);
  }

  static StoreSpec spec(ModelKind.Options options) {
    return new StoreSpec(
        options.name(),
        StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS,
        options.engine(),
        null,
        KEYS,
        options.values(),
        options.plan(),
        null);
  }

  private static byte[] combined(String key) {
    int bar = key.indexOf('|');
    return CombinedKey.of(
        key.substring(0, bar).getBytes(UTF_8), key.substring(bar + 1).getBytes(UTF_8));
  }

  @Override
  void change(Random random, StoreAccess access) {
    TimestampedKeyValueStoreWithHeaders<String, String> store = access.store();
    String key = foreign(random) + "|" + "p".repeat(random.nextInt(3)) + random.nextInt(4);
    if (random.nextInt(4) == 0) {
      access.trace(() -> "unsubscribe " + key);
      store.put(key, null);
      set(Id.of(key), null, access.recordTimestamp());
    } else {
      String value = "v" + values++;
      String note = Shown.HEADED.note(random);
      access.trace(() -> "subscribe " + key + " " + value);
      store.put(key, shown(new Cell(value, 1_000 + values, note)));
      set(Id.of(key), value, 1_000 + values, note);
    }
  }

  @Override
  void read(Random random, StoreAccess access) {
    boolean shared = random.nextBoolean();
    String foreign = foreign(random);
    access.trace(() -> "answer " + (shared ? "view " : "") + foreign);
    assertEquals(
        where(id -> id.foreign().equals(foreign)),
        show(
            store(access, shared)
                .prefixScan(
                    CombinedKey.prefix(foreign.getBytes(UTF_8)), new ByteArraySerializer())));
  }

  @Override
  List<String> contents() {
    return where(id -> true);
  }

  @Override
  KeyValueIterator<?, ?> scan(StoreAccess access, boolean shared, boolean forward) {
    return forward ? store(access, shared).all() : store(access, shared).reverseAll();
  }

  @Override
  String emissionId(Id id) {
    return id.key() + "@0";
  }

  private static ReadOnlyKeyValueStore<String, ValueTimestampHeaders<String>> store(
      StoreAccess access, boolean shared) {
    return shared
        ? access.view().timestampedKeyValueWithHeaders()
        : access.<TimestampedKeyValueStoreWithHeaders<String, String>>store();
  }

  private List<String> where(Predicate<Id> wanted) {
    List<String> found = new ArrayList<>();
    for (Map.Entry<Id, Cell> row : rows.entrySet()) {
      if (wanted.test(row.getKey())) {
        found.add(show(row.getKey().key(), shown(row.getValue())));
      }
    }
    return found;
  }

  @SuppressWarnings("unchecked") // that is what headed rows show
  private static ValueTimestampHeaders<String> shown(Cell cell) {
    return (ValueTimestampHeaders<String>) Shown.HEADED.of(cell);
  }

  private static String foreign(Random random) {
    return FOREIGN.get(random.nextInt(FOREIGN.size()));
  }
}
