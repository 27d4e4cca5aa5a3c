package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the last records of all keys leave, tombstones taken off, must be the expected rows. */
final class TableCheck implements Check {
  private final Map<Row, Long> expected;
  private final Function<byte[], Row> row;
  private final Map<Row, Long> rows = new HashMap<>();

  /** A key in a window. */
  record Row(int key, long start, long end) {}

  /**
   * @param row of a key; an unknown one has a row that is not expected
   */
  TableCheck(Map<Row, Long> expected, Function<byte[], Row> row) {
    this.expected = expected;
    this.row = row;
  }

  @Override
  public void accept(byte[] key, byte @Nullable [] value) {
    if (value == null) {
      rows.remove(row.apply(key));
    } else {
      rows.put(row.apply(key), Values.number(value));
    }
  }

  @Override
  public List<String> problems() {
    if (rows.equals(expected)) {
      return List.of();
    }
    Set<Row> all = new HashSet<>(expected.keySet());
    all.addAll(rows.keySet());
    Row example =
        all.stream()
            .filter(any -> !Objects.equals(expected.get(any), rows.get(any)))
            .findFirst()
            .orElseThrow();
    return List.of(
        "expected %d rows, found %d, which differ, e.g. %s: expected %s, found %s"
            .formatted(
                expected.size(), rows.size(), example, expected.get(example), rows.get(example)));
  }
}
