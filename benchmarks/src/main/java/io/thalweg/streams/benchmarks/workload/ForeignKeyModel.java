package io.thalweg.streams.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Mix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each left row ends up joined with the row it names. What comes before is free: an answer that is
 * late for its row is discarded, and while the table is read there may be tombstones.
 */
final class ForeignKeyModel implements Model {
  private final InputTopic table;
  private final InputTopic updates;
  private final long[] rowHashes;
  private final long[] resultHashes;

  ForeignKeyModel(InputTopic table, InputTopic updates, int keys) {
    this.table = table;
    this.updates = updates;
    this.rowHashes = new long[keys];
    this.resultHashes = new long[keys];
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(table, updates);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    if (topic.name().equals(updates.name())) {
      int id = record.keyId();
      String value = new String(record.value(), UTF_8);
      int named = Keys.id(UserCode.foreignKey(value).getBytes(UTF_8));
      String row = new String(table.record().at(named).value(), UTF_8);
      rowHashes[id] = Mix.hash(record.value());
      resultHashes[id] = Mix.hash(UserCode.join(value, row).getBytes(UTF_8));
    }
  }

  @Override
  public Check output() {
    Check last = new LastValueCheck(resultHashes, false, Keys::id, Mix::hash);
    return new Check() {
      @Override
      public void accept(byte[] key, byte @Nullable [] value) {
        if (value != null) {
          last.accept(key, value);
        }
      }

      @Override
      public List<String> problems() {
        return last.problems();
      }
    };
  }

  @Override
  public Check changelog() {
    return new LastValueCheck(rowHashes, false, Keys::id, Mix::hash);
  }
}
