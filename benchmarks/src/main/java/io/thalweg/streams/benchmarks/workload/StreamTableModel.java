package io.thalweg.streams.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Mix;
import java.util.List;

/** The table is older than the stream, so each record joins its row or, having none, is dropped. */
final class StreamTableModel implements Model {
  private final InputTopic table;
  private final InputTopic stream;
  private final long[] rowHashes;
  private final MultisetCheck.Multiset expected = new MultisetCheck.Multiset();

  StreamTableModel(InputTopic table, InputTopic stream, int keys) {
    this.table = table;
    this.stream = stream;
    this.rowHashes = new long[keys];
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(table, stream);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    int id = record.keyId();
    if (topic.equals(table)) {
      rowHashes[id] = Mix.hash(record.value());
    } else if (id < rowHashes.length) {
      // rows are generated, not remembered: the key id is the row's index
      String row = new String(table.record().at(id).value(), UTF_8);
      String joined = UserCode.join(new String(record.value(), UTF_8), row);
      expected.add(Keys.bytes(id), joined.getBytes(UTF_8));
    }
  }

  @Override
  public Check output() {
    return new MultisetCheck(expected);
  }

  @Override
  public Check changelog() {
    return new LastValueCheck(rowHashes, false, Keys::id, Mix::hash);
  }
}
