package io.thalweg.streams.testing.view;

import io.thalweg.streams.state.AggregationWithHeaders;
import io.thalweg.streams.state.ValueAndTimestamp;
import io.thalweg.streams.state.ValueTimestampHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How a stored value {@code S} is shown as {@code V}, and the other way round; null for null.
 * Values put without a timestamp get {@link ConsumerRecord#NO_TIMESTAMP}, as with Kafka Streams.
 */
interface Shape<S, V> {
  @Nullable V show(@Nullable S stored);

  @Nullable S keep(@Nullable V shown);

  /** The value beside a timestamp. */
  static <V> Shape<ValueAndTimestamp<V>, V> stamped() {
    return new Shape<>() {
      @Override
      public @Nullable V show(@Nullable ValueAndTimestamp<V> stored) {
        return ValueAndTimestamp.getValueOrNull(stored);
      }

      @Override
      public @Nullable ValueAndTimestamp<V> keep(@Nullable V shown) {
        return ValueAndTimestamp.make(shown, ConsumerRecord.NO_TIMESTAMP);
      }
    };
  }

  /** The value beside timestamp and headers. */
  static <V> Shape<ValueTimestampHeaders<V>, V> headed() {
    return new Shape<>() {
      @Override
      public @Nullable V show(@Nullable ValueTimestampHeaders<V> stored) {
        return ValueTimestampHeaders.getValueOrNull(stored);
      }

      @Override
      public @Nullable ValueTimestampHeaders<V> keep(@Nullable V shown) {
        return ValueTimestampHeaders.make(shown, ConsumerRecord.NO_TIMESTAMP, new RecordHeaders());
      }
    };
  }

  /** Value and timestamp beside headers. */
  static <V> Shape<ValueTimestampHeaders<V>, ValueAndTimestamp<V>> headedStamped() {
    return new Shape<>() {
      @Override
      public @Nullable ValueAndTimestamp<V> show(@Nullable ValueTimestampHeaders<V> stored) {
        return stored == null ? null : ValueAndTimestamp.make(stored.value(), stored.timestamp());
      }

      @Override
      public @Nullable ValueTimestampHeaders<V> keep(@Nullable ValueAndTimestamp<V> shown) {
        return shown == null
            ? null
            : ValueTimestampHeaders.make(shown.value(), shown.timestamp(), new RecordHeaders());
      }
    };
  }

  /** The aggregate of a session beside headers. */
  static <V> Shape<AggregationWithHeaders<V>, V> aggregated() {
    return new Shape<>() {
      @Override
      public @Nullable V show(@Nullable AggregationWithHeaders<V> stored) {
        return AggregationWithHeaders.getAggregationOrNull(stored);
      }

      @Override
      public @Nullable AggregationWithHeaders<V> keep(@Nullable V shown) {
        return AggregationWithHeaders.make(shown, new RecordHeaders());
      }
    };
  }
}
