package io.thalweg.streams.restore.cross.kafkastreams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ValueTimestampHeaders;

/** Collects what reads give. */
final class Rows {
  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return lines;
  }

  void add(String read, Object result) {
    lines.add(read + ": " + value(result));
  }

  void addAll(String read, KeyValueIterator<?, ?> iterator) {
    try (iterator) {
      while (iterator.hasNext()) {
        KeyValue<?, ?> row = iterator.next();
        lines.add(read + ": " + key(row.key) + "=" + value(row.value));
      }
    }
  }

  private static String value(Object value) {
    if (value instanceof ValueTimestampHeaders<?> headed) {
      return headed.value()
          + " at "
          + headed.timestamp()
          + " "
          + Arrays.toString(headed.headers().toArray());
    }
    return String.valueOf(value);
  }

  private static String key(Object key) {
    if (key instanceof Windowed<?> windowed) {
      return windowed.key() + "@" + windowed.window().start() + "-" + windowed.window().end();
    }
    return String.valueOf(key);
  }
}
