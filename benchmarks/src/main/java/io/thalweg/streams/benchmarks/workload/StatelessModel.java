package io.thalweg.streams.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Three records in four pass, their values turned round. */
final class StatelessModel implements Model {
  private final InputTopic input;
  private final MultisetCheck.Multiset expected = new MultisetCheck.Multiset();

  StatelessModel(InputTopic input) {
    this.input = input;
  }

  @Override
  public List<InputTopic> inputs() {
    return List.of(input);
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    String value = new String(record.value(), UTF_8);
    if (UserCode.keep(value)) {
      expected.add(Keys.bytes(record.keyId()), UserCode.transform(value).getBytes(UTF_8));
    }
  }

  @Override
  public Check output() {
    return new MultisetCheck(expected);
  }

  @Override
  public @Nullable Check changelog() {
    return null;
  }
}
