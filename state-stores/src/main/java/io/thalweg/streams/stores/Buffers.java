package io.thalweg.streams.stores;

import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.buffer.GraceBuffer;
import io.thalweg.streams.stores.buffer.OuterJoinBuffer;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.face.FacadeBase;
import io.thalweg.streams.stores.form.ChangelogSink;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.GraceKey;
import io.thalweg.streams.stores.wire.SidedValues;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** What is special about stores that are time-ordered buffers. */
final class Buffers {
  private Buffers() {}

  @SuppressWarnings("unchecked") // StoreStack makes buffers of bytes
  static StateStore facade(
      StoreSpec spec, OwnerReader<?, ?> reader, FacadeBase base, LongSupplier recordTimestamp) {
    OwnerReader<byte[], byte[]> bytes = (OwnerReader<byte[], byte[]>) reader;
    Object buffer =
        switch (spec.kind()) {
          case OUTER_JOIN_BUFFER -> new OuterJoinBuffer(bytes, recordTimestamp);
          case SUPPRESS_BUFFER -> new SuppressBuffer(bytes);
          case GRACE_BUFFER -> new GraceBuffer(bytes);
          default -> throw new IllegalArgumentException(spec.kind() + " is no buffer");
        };
    return new BufferFacade(base, buffer);
  }

  /** The buffer behind a facade. */
  static <B> B of(StateStore facade, Class<B> type) {
    if (facade instanceof BufferFacade face && type.isInstance(face.buffer())) {
      return type.cast(face.buffer());
    }
    throw new IllegalArgumentException("Store " + facade.name() + " is no " + type.getSimpleName());
  }

  /** A sink that adds to each record what the changelog of this kind has in its headers. */
  static ChangelogSink sink(StoreSpec spec, ChangelogSink sink) {
    return spec.kind() == StoreSpec.Kind.SUPPRESS_BUFFER ? new Versioned(sink) : sink;
  }

  /**
   * Looks at changelog records before they become rows.
   *
   * @return the mark after them
   */
  static StoreMark check(
      StoreSpec spec, List<ConsumerRecord<byte[], byte[]>> records, StoreMark mark) {
    int sequence = mark.sequence();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      byte[] key = record.key();
      if (key != null) {
        String flaw = flaw(spec.kind(), record, key);
        if (flaw != null) {
          throw refused(spec, record, flaw);
        }
        if (spec.kind() == StoreSpec.Kind.GRACE_BUFFER) {
          sequence = Math.max(sequence, GraceKey.sequence(key));
        }
      }
    }
    return new StoreMark(mark.observed(), mark.purgedBucket(), sequence);
  }

  private static @Nullable String flaw(
      StoreSpec.Kind kind, ConsumerRecord<byte[], byte[]> record, byte[] key) {
    return switch (kind) {
      case OUTER_JOIN_BUFFER -> SidedValues.isKey(key) ? null : shortKey(key);
      case GRACE_BUFFER -> GraceKey.isKey(key) ? null : shortKey(key);
      default -> record.value() == null ? null : versionFlaw(record);
    };
  }

  private static String shortKey(byte[] key) {
    return "a key of " + key.length + " bytes is not one of its rows'";
  }

  private static @Nullable String versionFlaw(ConsumerRecord<byte[], byte[]> record) {
    Header version = record.headers().lastHeader(BufferedChange.VERSION.key());
    byte[] found = version == null ? null : version.value();
    return Arrays.equals(found, BufferedChange.VERSION.value())
        ? null
        : "its header v says format "
            + (found == null ? "none" : Arrays.toString(found))
            + ", only format "
            + Arrays.toString(BufferedChange.VERSION.value())
            + " of Kafka Streams 4.3 can be read";
  }

  private static ProcessorStateException refused(
      StoreSpec spec, ConsumerRecord<byte[], byte[]> record, String flaw) {
    return new ProcessorStateException(
        "Changelog "
            + record.topic()
            + "-"
            + record.partition()
            + " offset "
            + record.offset()
            + " is no record of buffer "
            + spec.name()
            + " ("
            + spec.kind()
            + "): "
            + flaw
            + ". Has the store's type changed? Then give it a new name, or reset the application");
  }

  /** Adds the version header to values; tombstones have none. */
  private record Versioned(ChangelogSink sink) implements ChangelogSink {
    private static final List<Header> HEADERS = List.of(BufferedChange.VERSION);

    @Override
    public void send(
        TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestamp) {
      if (value == null) {
        sink.send(changelog, key, null, timestamp);
      } else {
        sink.send(changelog, key, value, timestamp, HEADERS);
      }
    }
  }
}
