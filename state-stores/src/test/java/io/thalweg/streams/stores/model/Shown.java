package io.thalweg.streams.stores.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What a key-value or window store shows of a row. */
enum Shown {
  PLAIN,
  STAMPED,
  HEADED;

  static Shown by(StoreSpec spec) {
    return spec.kind().withHeaders() ? HEADED : spec.timestamped() ? STAMPED : PLAIN;
  }

  /** What the header of the next row says; null for none. */
  @Nullable String note(Random random) {
    return this == HEADED && random.nextBoolean() ? "n" + random.nextInt(100) : null;
  }

  Object of(StoreModel.Cell cell) {
    return wrap(cell.value(), cell.timestamp(), cell.note());
  }

  Object wrap(String value, long timestamp, @Nullable String note) {
    Object wrapped =
        switch (this) {
          case PLAIN -> value;
          case STAMPED -> ValueAndTimestamp.make(value, timestamp);
          case HEADED -> ValueTimestampHeaders.make(value, timestamp, headers(note));
        };
    return Objects.requireNonNull(wrapped);
  }

  static AggregationWithHeaders<String> aggregate(String value, @Nullable String note) {
    return Objects.requireNonNull(AggregationWithHeaders.make(value, headers(note)));
  }

  private static Headers headers(@Nullable String note) {
    RecordHeaders headers = new RecordHeaders();
    if (note != null) {
      headers.add("note", note.getBytes(UTF_8));
    }
    return headers;
  }
}
