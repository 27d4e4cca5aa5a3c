package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import java.util.List;

/** The final sum per key and tumbling window; records at the end of the input close all windows. */
final class SuppressModel implements Model {
  private final WindowModel windows;
  private final long closing;

  /**
   * @param closing when the last records come
   */
  SuppressModel(InputTopic input, int keys, long base, long closing) {
    windows = new WindowModel(input, keys, base, Windows.SIZE, closing - base);
    this.closing = closing;
  }

  /** After how much time records close all windows of an input. */
  static long closing(long span) {
    return span + Windows.JITTER + Windows.SIZE + Windows.GRACE;
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
