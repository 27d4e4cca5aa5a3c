package io.thalweg.streams.benchmarks.workload;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** All amounts of each key, to be looked at in the order of time. */
final class History {
  private final Map<Integer, List<Amount>> keys = new HashMap<>();

  record Amount(long time, long number) {}

  void add(InputRecord record) {
    keys.computeIfAbsent(record.keyId(), any -> new ArrayList<>())
        .add(new Amount(record.timestamp(), Values.number(record.value())));
  }

  void forEach(BiConsumer<Integer, List<Amount>> key) {
    keys.forEach(
        (id, amounts) -> {
          Collections.sort(amounts, Comparator.comparingLong(Amount::time));
          key.accept(id, amounts);
        });
  }
}
