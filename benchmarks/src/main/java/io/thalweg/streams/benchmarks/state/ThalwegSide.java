package io.thalweg.streams.benchmarks.state;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.stores.StateEngine;
import io.thalweg.streams.stores.StateEngineConfig;
import io.thalweg.streams.stores.TaskState;
import io.thalweg.streams.stores.TaskStateRequest;
import io.thalweg.streams.stores.layer.JoinTable;
import io.thalweg.streams.stores.layer.Row;
import io.thalweg.streams.stores.layer.RowTable;
import io.thalweg.streams.stores.layer.SessionTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A task's state, used as the runtime's operators use it: rows are located by the bytes that came
 * with the record, pressure is looked at every thousand records, a commit is all its steps but for
 * Kafka's.
 */
final class ThalwegSide implements Side {
  private static final int SLICE = 1000;
  private static final TopicPartition LOG = new TopicPartition(CHANGELOG, 0);

  private final Scenario scenario;
  private final Traffic traffic;
  private final StateEngine engine;
  private final TaskState state;
  private final RowTable<String, String> rows;
  private final @Nullable SessionTable<String, String> sessions;
  private final @Nullable JoinTable<String, String> buffer;
  private final List<Row<String>> merged = new ArrayList<>();
  private long logged;
  private long emitted;
  private long now;

  ThalwegSide(Scenario scenario, Traffic traffic, Path directory) {
    this.scenario = scenario;
    this.traffic = traffic;
    StateEngineConfig defaults = StateEngineConfig.defaults();
    engine =
        StateEngine.create(
            new StateEngineConfig(
                new StateEngineConfig.Budgets(
                    64 << 20, (long) scenario.tableMb() << 20, 64 << 20, 10 << 20),
                defaults.flush(),
                true,
                null,
                Map.of()));
    state =
        engine.open(
            new TaskStateRequest(
                new TaskId(0, 0),
                directory,
                List.of(spec(scenario)),
                Map.of(STORE, LOG),
                Map.of(),
                Time.SYSTEM,
                () -> now));
    rows = state.table(STORE);
    rows.keepOldValues(false);
    sessions = scenario.kind() == Scenario.Kind.SESSION ? state.sessions(STORE) : null;
    buffer = scenario.kind() == Scenario.Kind.JOIN_BUFFER ? state.joinTable(STORE) : null;
  }

  private static StoreSpec spec(Scenario scenario) {
    return new StoreSpec(
        STORE,
        kind(scenario.kind()),
        StoreSpec.Engine.ROCKSDB,
        null,
        Serdes.String(),
        Serdes.String(),
        new StoreSpec.Options(scenario.kind().caching(), true, Map.of()),
        window(scenario.kind()));
  }

  private static StoreSpec.Kind kind(Scenario.Kind kind) {
    return switch (kind) {
      case AGGREGATE, AGGREGATE_UNCACHED -> StoreSpec.Kind.TIMESTAMPED_KEY_VALUE;
      case TUMBLING, HOPPING -> StoreSpec.Kind.TIMESTAMPED_WINDOW;
      case JOIN_BUFFER -> StoreSpec.Kind.WINDOW;
      case SESSION -> StoreSpec.Kind.SESSION;
      case RESTORE -> StoreSpec.Kind.KEY_VALUE;
    };
  }

  private static StoreSpec.@Nullable WindowSpec window(Scenario.Kind kind) {
    if (kind.windowed()) {
      long retention = Traffic.WINDOW_MS + Traffic.GRACE_MS;
      return new StoreSpec.WindowSpec(retention, Traffic.WINDOW_MS, 60_000, false);
    }
    if (kind == Scenario.Kind.JOIN_BUFFER) {
      return new StoreSpec.WindowSpec(
          2 * Traffic.JOIN_MS + Traffic.GRACE_MS, 2 * Traffic.JOIN_MS, 60_000, true);
    }
    if (kind == Scenario.Kind.SESSION) {
      return new StoreSpec.WindowSpec(Traffic.GAP_MS + Traffic.GRACE_MS, 0, 60_000, false);
    }
    return null;
  }

  @Override
  public void fill(int count) {
    for (int i = 0; i < count; i++) {
      Row<String> row = rows.locate(traffic.keyAt(i), null);
      rows.update(row, traffic.next(null, i), 0);
      if (i % SLICE == 0) {
        relieve();
      }
    }
    commit();
  }

  @Override
  public void run(int from, int to) {
    for (int i = from; i < to; i++) {
      process(i);
      if (i % SLICE == 0) {
        relieve();
      }
      if (i % scenario.commitEvery() == 0) {
        commit();
      }
    }
  }

  private void process(int index) {
    now = traffic.time(index);
    switch (scenario.kind()) {
      case TUMBLING -> window(index, now - now % Traffic.WINDOW_MS);
      case HOPPING -> {
        long latest = now - now % Traffic.ADVANCE_MS;
        for (long start = latest - Traffic.WINDOW_MS + Traffic.ADVANCE_MS;
            start <= latest;
            start += Traffic.ADVANCE_MS) {
          window(index, start);
        }
      }
      case JOIN_BUFFER -> join(index, Objects.requireNonNull(buffer));
      case SESSION -> session(index, Objects.requireNonNull(sessions));
      default -> {
        Row<String> row = rows.locate(traffic.key(index), traffic.rawKey(index));
        update(row, index);
      }
    }
  }

  private void window(int index, long start) {
    update(rows.locate(traffic.key(index), traffic.rawKey(index), start), index);
  }

  private void update(Row<String> row, int index) {
    String present = row.value();
    long timestamp = present == null ? now : Math.max(now, row.timestamp());
    rows.update(row, traffic.next(present, index), timestamp);
  }

  private void session(int index, SessionTable<String, String> table) {
    String key = traffic.key(index);
    byte[] rawKey = traffic.rawKey(index);
    merged.clear();
    merged.addAll(table.find(key, rawKey, now - Traffic.GAP_MS, now + Traffic.GAP_MS));
    long start = now;
    long end = now;
    String value = null;
    for (Row<String> row : merged) {
      start = Math.min(start, table.start(row));
      end = Math.max(end, table.end(row));
      value = row.value();
    }
    for (Row<String> row : merged) {
      if (table.start(row) != start || table.end(row) != end) {
        table.update(row, null, now);
      }
    }
    Row<String> whole = table.locate(key, rawKey, start, end);
    table.update(whole, traffic.next(value, index), now);
  }

  private void join(int index, JoinTable<String, String> table) {
    String key = traffic.key(index);
    byte[] rawKey = traffic.rawKey(index);
    table.add(key, rawKey, traffic.next(null, index), null, now);
    JoinTable.Matches<String> matches =
        table.near(key, rawKey, now - Traffic.JOIN_MS, now + Traffic.JOIN_MS);
    for (int i = 0; i < matches.count(); i++) {
      emitted += matches.value(i).length();
    }
  }

  private void relieve() {
    state.servePendingSnapshots();
    if (state.emissionPressure()) {
      emit();
    }
    if (state.commitPressure()) {
      commit();
    }
  }

  private void emit() {
    if (sessions != null) {
      sessions.drainEmissions((session, rawKey, value, old, timestamp) -> emitted++);
    } else {
      rows.drainEmissions((key, rawKey, start, value, old, timestamp) -> emitted++);
    }
  }

  private void commit() {
    emit();
    state.writeChangelogs((changelog, key, value, timestamp) -> logged++);
    state.commit(Map.of(LOG, logged), now);
  }

  @Override
  public void restore(List<List<ConsumerRecord<byte[], byte[]>>> changelog) {
    state.prepareRestore(traffic.keyCount());
    for (List<ConsumerRecord<byte[], byte[]>> batch : changelog) {
      state.restore(LOG, batch, batch.get(batch.size() - 1).offset() + 1);
    }
    state.restoreCompleted();
  }

  @Override
  public long logged() {
    return logged;
  }

  @Override
  public void close() {
    state.closeDirty();
    engine.close();
  }
}
