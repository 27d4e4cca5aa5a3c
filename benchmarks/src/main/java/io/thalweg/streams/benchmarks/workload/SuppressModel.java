package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import java.util.List;

/** The final sum per key and tumbling window; records at the end of the input close all windows. */
final class SuppressModel implements Model {
  /** When the last records come, after the base. */
  static final long CLOSING = Windows.SPAN + Windows.JITTER + Windows.SIZE + Windows.GRACE;

  private final WindowModel windows;
  private final long closing;

  SuppressModel(InputTopic input, int keys, long base) {
    windows = new WindowModel(input, keys, base, Windows.SIZE, CLOSING);
    closing = base + CLOSING;
  }

  @Override
  public List<InputTopic> inputs() {
    return windows.inputs();
  }

  @Override
  public void observe(InputTopic topic, InputRecord record) {
    windows.observe(topic, record);
  }

  @Override
  public Check output() {
    return windows.finals(closing);
  }

  @Override
  public Check changelog() {
    return windows.changelog();
  }
}
