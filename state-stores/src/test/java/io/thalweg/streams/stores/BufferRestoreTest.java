package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.InvalidStateStoreException;
import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.buffer.GraceBuffer;
import io.thalweg.streams.stores.buffer.SuppressBuffer;
import io.thalweg.streams.stores.wire.BufferedChange;
import io.thalweg.streams.stores.wire.RecordOrigin;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What a buffer takes from its changelog, and what it refuses. */
class BufferRestoreTest {
  private static final RecordOrigin ORIGIN =
      new RecordOrigin(5, 6, "topic", 0, new RecordHeaders());

  @Test
  void aRecordOfAnotherSuppressFormatIsRefused(@TempDir Path directory) {
    byte[] value = new BufferedChange(ORIGIN, null, null, new byte[] {1}, 5).encode();
    try (Harness harness = harness(StoreSpec.Kind.SUPPRESS_BUFFER, directory)) {
      log(harness, new byte[] {1}, value, new byte[] {2});
      String message = refusal(() -> harness.reopen(false));
      assertTrue(message.contains("app-s-changelog-0 offset 0"), message);
      assertTrue(message.contains("header v says format [2]"), message);
    }
  }

  @Test
  void aRecordWithoutSuppressFormatIsRefused(@TempDir Path directory) {
    byte[] value = new BufferedChange(ORIGIN, null, null, new byte[] {1}, 5).encode();
    try (Harness harness = harness(StoreSpec.Kind.SUPPRESS_BUFFER, directory)) {
      log(harness, new byte[] {1}, value, null);
      String message = refusal(() -> harness.reopen(false));
      assertTrue(message.contains("format none"), message);
    }
  }

  @Test
  void bytesThatAreNoBufferedChangeAreNamedWhenRead(@TempDir Path directory) {
    try (Harness harness = harness(StoreSpec.Kind.SUPPRESS_BUFFER, directory)) {
      log(harness, new byte[] {1}, new byte[9], new byte[] {3});
      harness.reopen(false);
      SuppressBuffer buffer = harness.state().suppressBuffer("s");
      String message = refusal(buffer::records);
      assertTrue(message.contains("Buffer s has a row that cannot be read"), message);
    }
  }

  @Test
  void aShortKeyOfAnOuterJoinIsRefused(@TempDir Path directory) {
    try (Harness harness = harness(StoreSpec.Kind.OUTER_JOIN_BUFFER, directory)) {
      log(harness, new byte[3], new byte[9], null);
      assertThrows(ProcessorStateException.class, () -> harness.reopen(false));
    }
  }

  @Test
  void numbersOfAGraceBufferGoOnBehindThoseRestored(@TempDir Path directory) {
    try (Harness harness = harness(StoreSpec.Kind.GRACE_BUFFER, directory)) {
      GraceBuffer buffer = harness.state().graceBuffer("s");
      for (int i = 0; i < 3; i++) {
        buffer.put(10, new byte[] {1}, new byte[] {(byte) i}, ORIGIN);
      }
      harness.commit();
      harness.reopen(false);
      buffer = harness.state().graceBuffer("s");
      buffer.put(10, new byte[] {1}, new byte[] {3}, ORIGIN);
      harness.commit();
      assertEquals(4, harness.compacted().size());
    }
  }

  @Test
  void aBufferIsNotQueried(@TempDir Path directory) {
    try (Harness harness = harness(StoreSpec.Kind.GRACE_BUFFER, directory)) {
      assertThrows(
          InvalidStateStoreException.class, () -> harness.state().readView("s").keyValue());
      assertThrows(IllegalArgumentException.class, () -> harness.state().suppressBuffer("s"));
    }
  }

  @Test
  void aClosedBufferSaysSo(@TempDir Path directory) {
    try (Harness harness = harness(StoreSpec.Kind.GRACE_BUFFER, directory)) {
      GraceBuffer buffer = harness.state().graceBuffer("s");
      harness.reopen(true);
      assertThrows(InvalidStateStoreException.class, buffer::minTimestamp);
    }
  }

  private static String refusal(Executable restore) {
    return String.valueOf(assertThrows(ProcessorStateException.class, restore).getMessage());
  }

  private static Harness harness(StoreSpec.Kind kind, Path directory) {
    StoreSpec spec = Harness.spec(kind, StoreSpec.Engine.ROCKSDB, Serdes.ByteArray(), null);
    return new Harness(spec, directory, Harness.config(1 << 20, true));
  }

  private static void log(Harness harness, byte[] key, byte[] value, byte @Nullable [] version) {
    RecordHeaders headers = new RecordHeaders();
    if (version != null) {
      headers.add("v", version);
    }
    harness.changelog.add(
        new ConsumerRecord<>(
            Harness.CHANGELOG.topic(),
            Harness.CHANGELOG.partition(),
            harness.changelog.size(),
            -1,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            headers,
            Optional.empty()));
  }
}
