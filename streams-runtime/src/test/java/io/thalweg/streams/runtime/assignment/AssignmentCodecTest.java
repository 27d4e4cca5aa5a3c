package io.thalweg.streams.runtime.assignment;

import static io.thalweg.streams.runtime.assignment.Failures.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.errors.TaskAssignmentException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.state.HostInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssignmentCodecTest {
  private static final SubscriptionInfo SUBSCRIPTION =
      new SubscriptionInfo(
          new UUID(Long.MIN_VALUE, -1),
          Optional.of(new HostInfo("höst", 65_535)),
          new LocalTaskInfo(
              Set.of(new TaskId(0, 0), new TaskId(300, 100_000)),
              Set.of(new TaskId(1, 128)),
              Map.of(new TaskId(0, 0), Long.MAX_VALUE, new TaskId(7, 1), 0L),
              true),
          255);
  private static final AssignmentInfo ASSIGNMENT =
      new AssignmentInfo(
          List.of(new TaskId(1, 1), new TaskId(1, 1), new TaskId(0, 5)),
          List.of(new TaskId(2, 0)),
          Map.of(
              new HostInfo("a", 1), new HostTasks(List.of(new TaskId(1, 1)), List.of()),
              new HostInfo("b", 2), new HostTasks(List.of(), List.of(new TaskId(1, 1)))),
          Map.of("topic", 12, "Thema", 1),
          Optional.empty());

  @Test
  void whatIsWrittenIsRead() {
    assertEquals(
        SUBSCRIPTION, AssignmentCodec.decodeSubscription(AssignmentCodec.encode(SUBSCRIPTION)));
    assertEquals(ASSIGNMENT, AssignmentCodec.decodeAssignment(AssignmentCodec.encode(ASSIGNMENT)));
    for (AssignmentError.Code code : AssignmentError.Code.values()) {
      AssignmentInfo failed = AssignmentInfo.failed(new AssignmentError(code, "what to do"));
      assertEquals(failed, AssignmentCodec.decodeAssignment(AssignmentCodec.encode(failed)));
    }
  }

  @Test
  void equalValuesGiveEqualBytes() {
    SubscriptionInfo same =
        new SubscriptionInfo(
            SUBSCRIPTION.processId(),
            SUBSCRIPTION.endpoint(),
            new LocalTaskInfo(
                Set.of(new TaskId(300, 100_000), new TaskId(0, 0)),
                Set.of(new TaskId(1, 128)),
                Map.of(new TaskId(7, 1), 0L, new TaskId(0, 0), Long.MAX_VALUE),
                true),
            255);
    assertEquals(AssignmentCodec.encode(SUBSCRIPTION), AssignmentCodec.encode(same));
  }

  @Test
  void whenTheVersionIsUnknownTheErrorNamesBoth() {
    ByteBuffer newer = AssignmentCodec.encode(SUBSCRIPTION);
    newer.put(0, (byte) 2);
    newer.put(1, (byte) 3);
    assertFails(
        TaskAssignmentException.class,
        () -> AssignmentCodec.decodeSubscription(newer),
        "version 2",
        "up to 3",
        "knows version 1");
  }

  @Test
  void whenBytesAreCutOrMissingOrTooManyThenAnAssignmentException() {
    ByteBuffer whole = AssignmentCodec.encode(SUBSCRIPTION);
    for (int length = 0; length < whole.remaining(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThrows(TaskAssignmentException.class, () -> AssignmentCodec.decodeSubscription(cut));
    }
    ByteBuffer longer = ByteBuffer.allocate(whole.remaining() + 1).put(whole.duplicate()).rewind();
    assertThrows(TaskAssignmentException.class, () -> AssignmentCodec.decodeSubscription(longer));
    assertThrows(TaskAssignmentException.class, () -> AssignmentCodec.decodeSubscription(null));
    assertThrows(TaskAssignmentException.class, () -> AssignmentCodec.decodeAssignment(null));
  }

  @Test
  void garbageIsAValueOrAnAssignmentExceptionAndNothingElse() {
    Random random = new Random(7);
    ByteBuffer encoded = AssignmentCodec.encode(SUBSCRIPTION);
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[encoded.remaining()];
      encoded.duplicate().get(bytes);
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[2 + random.nextInt(bytes.length - 2)] = (byte) random.nextInt();
      }
      refused += refuses(() -> AssignmentCodec.decodeSubscription(ByteBuffer.wrap(bytes))) ? 1 : 0;
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      if (noise.length > 0) {
        noise[0] = AssignmentCodec.VERSION;
      }
      refused += refuses(() -> AssignmentCodec.decodeAssignment(ByteBuffer.wrap(noise))) ? 1 : 0;
    }
    assertTrue(refused > 50_000, refused + " of 100000 refused");
  }

  private static boolean refuses(Runnable decoding) {
    try {
      decoding.run();
      return false;
    } catch (TaskAssignmentException e) {
      return true;
    }
  }
}
