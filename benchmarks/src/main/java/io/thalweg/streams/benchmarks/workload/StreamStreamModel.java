package io.thalweg.streams.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every pair of records with one key and nearly one time, whichever came first. */
final class StreamStreamModel implements Model {
  private final InputTopic left;
  private final InputTopic right;
  private final int[] latest; // the last left record of each key; -1: none
  private final int[] before; // of each left record, the one of its key before it
  private final MultisetCheck.Multiset expected = new MultisetCheck.Multiset();
  private int lefts;

  StreamStreamModel(InputTopic left, InputTopic right, int keys) {
    this.left = left;
    this.right = right;
    latest = new int[keys];
    Arrays.fill(latest, -1);
    before = new int[Math.toIntExact(left.size())];
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(left, right);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    int id = record.keyId();
    if (topic.equals(left)) {
      before[lefts] = latest[id];
      latest[id] = lefts++;
      return;
    }
    String value = new String(record.value(), UTF_8);
    for (int index = latest[id]; index >= 0; index = before[index]) {
      InputRecord partner = left.record().at(index); // generated, not remembered
      if (Math.abs(partner.timestamp() - record.timestamp()) <= Windows.DIFFERENCE) {
        String joined = UserCode.join(new String(partner.value(), UTF_8), value);
        expected.add(Keys.bytes(id), joined.getBytes(UTF_8));
      }
    }
  }

  @Override
  public Check output() {
    return new MultisetCheck(expected);
  }

  @Override
  public @Nullable Check changelog() {
    return null; // there are two
  }
}
