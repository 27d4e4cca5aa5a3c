package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input of a workload and, once it has seen all of it, the truth about the output. */
public interface Model {
  /** Topics to preload, in this order. */
  List<InputTopic> inputs();

  /** Takes note of a record that was preloaded. */
  void observe(InputTopic topic, InputRecord record);

  /** A new check of the output topic; null if the workload has no output. */
  @Nullable Check output();

  /** A new check of the store's changelog topic; null if there is no store. */
  @Nullable Check changelog();

  /** Records that the application counts as they pass: those of the last input. */
  default long counted() {
    List<InputTopic> inputs = inputs();
    return inputs.get(inputs.size() - 1).size();
  }

  /** All input records. */
  default long records() {
    return inputs().stream().mapToLong(InputTopic::size).sum();
  }
}
