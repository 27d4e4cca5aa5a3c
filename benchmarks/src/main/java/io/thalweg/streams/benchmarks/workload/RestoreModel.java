package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A changelog of counts that exists before the application starts; nothing is processed.
 *
 * <p>The {@link #changelog} check serves both for the topic, which no run may change, and for the
 * restored store.
 */
final class RestoreModel implements Model {
  private final InputTopic changelog;
  private final long[] last;

  RestoreModel(String topic, int records, int keys, long base) {
    last = new long[keys];
    changelog =
        new InputTopic(
            topic,
            true,
            records,
            index ->
                new InputRecord(
                    (int) (index * 1_000_003L % keys),
                    Values.number(index + 1),
                    base + index / 100));
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(changelog);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    last[record.keyId()] = Values.number(record.value());
  }

  @Override
  public @Nullable Check output() {
    return null;
  }

  @Override
  public Check changelog() {
    return new LastValueCheck(last, true, Keys::id, Values::number);
  }
}
