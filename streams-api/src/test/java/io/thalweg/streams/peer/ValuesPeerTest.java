package io.thalweg.streams.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Small values: their text, equality and refusals, against those of Kafka Streams. */
class ValuesPeerTest {
  private static final RecordHeaders NONE = new RecordHeaders();

  @Test
  void taskIdsAreReadWrittenAndOrderedTheSame() {
    List<String> texts =
        Arrays.asList(
            "0_1",
            "10_2",
            "name__3_4",
            "a__b__3_4",
            "x",
            "1",
            "1_",
            "_1",
            "1_2_3",
            "a_1",
            "-1_2",
            "a__1",
            "__1_2",
            "",
            null);
    for (String a : texts) {
      Outcome.same(
          () ->
              io.thalweg.streams.processor.TaskId.parse(a)
                  + "#"
                  + io.thalweg.streams.processor.TaskId.parse(a).topologyName(),
          () ->
              org.apache.kafka.streams.processor.TaskId.parse(a)
                  + "#"
                  + org.apache.kafka.streams.processor.TaskId.parse(a).topologyName());
      for (String b : texts) {
        Outcome.same(
            () ->
                Integer.signum(
                    io.thalweg.streams.processor.TaskId.parse(a)
                        .compareTo(io.thalweg.streams.processor.TaskId.parse(b))),
            () ->
                Integer.signum(
                    org.apache.kafka.streams.processor.TaskId.parse(a)
                        .compareTo(org.apache.kafka.streams.processor.TaskId.parse(b))));
      }
    }
  }

  @Test
  void hostsAreReadTheSame() {
    for (String text :
        Arrays.asList(
            null,
            "",
            "  ",
            "h",
            "h:",
            "h:x",
            ":1",
            "h:9",
            "[::1]:90",
            "http://h:9",
            "h:9:9",
            "h:99999")) {
      Outcome.same(
          () -> io.thalweg.streams.state.HostInfo.buildFromEndpoint(text),
          () -> org.apache.kafka.streams.state.HostInfo.buildFromEndpoint(text));
    }
    Outcome.same(
        () ->
            io.thalweg.streams.KeyQueryMetadata.NOT_AVAILABLE
                + "#"
                + io.thalweg.streams.KeyQueryMetadata.NOT_AVAILABLE.hashCode(),
        () ->
            org.apache.kafka.streams.KeyQueryMetadata.NOT_AVAILABLE
                + "#"
                + org.apache.kafka.streams.KeyQueryMetadata.NOT_AVAILABLE.hashCode());
  }

  @Test
  void valuesWithTimestampsAndHeadersAreTheSame() {
    for (String value : Arrays.asList("v", null)) {
      Outcome.same(
          () -> text(io.thalweg.streams.KeyValue.pair("k", value)),
          () -> text(org.apache.kafka.streams.KeyValue.pair("k", value)));
      Outcome.same(
          () -> text(io.thalweg.streams.state.ValueAndTimestamp.make(value, 3)),
          () -> text(org.apache.kafka.streams.state.ValueAndTimestamp.make(value, 3)));
      Outcome.same(
          () -> text(io.thalweg.streams.state.ValueAndTimestamp.makeAllowNullable(value, 3)),
          () -> text(org.apache.kafka.streams.state.ValueAndTimestamp.makeAllowNullable(value, 3)));
      Outcome.same(
          () ->
              text(
                  io.thalweg.streams.state.VersionedRecord.class
                          .getConstructor(Object.class, long.class)
                          .getName()
                      + new io.thalweg.streams.state.VersionedRecord<>(value, 3, 5)),
          () ->
              text(
                  org.apache.kafka.streams.state.VersionedRecord.class
                          .getConstructor(Object.class, long.class)
                          .getName()
                      + new org.apache.kafka.streams.state.VersionedRecord<>(value, 3, 5)));
      for (RecordHeaders headers : Arrays.asList(NONE, null)) {
        Outcome.same(
            () -> text(io.thalweg.streams.state.ValueTimestampHeaders.make(value, 3, headers)),
            () ->
                text(org.apache.kafka.streams.state.ValueTimestampHeaders.make(value, 3, headers)));
        Outcome.same(
            () ->
                text(
                    io.thalweg.streams.state.AggregationWithHeaders.makeAllowNullable(
                        value, headers)),
            () ->
                text(
                    org.apache.kafka.streams.state.AggregationWithHeaders.makeAllowNullable(
                        value, headers)));
      }
    }
    Outcome.same(
        () -> io.thalweg.streams.processor.To.child("c").withTimestamp(3),
        () -> org.apache.kafka.streams.processor.To.child("c").withTimestamp(3));
    Outcome.same(
        () -> io.thalweg.streams.processor.To.all().hashCode(),
        () -> org.apache.kafka.streams.processor.To.all().hashCode());
  }

  private static String text(Object value) {
    return value == null || value instanceof String ? "" + value : value + "#" + value.hashCode();
  }

  @Test
  void storeFormatsAddTheSameBytes() {
    for (byte[] value : new byte[][] {null, {}, {1, 2}}) {
      assertArrayEquals(
          org.apache.kafka.streams.state.TimestampedBytesStore.convertToTimestampedFormat(value),
          io.thalweg.streams.state.TimestampedBytesStore.convertToTimestampedFormat(value));
      assertArrayEquals(
          org.apache.kafka.streams.state.HeadersBytesStore.convertToHeaderFormat(value),
          io.thalweg.streams.state.HeadersBytesStore.convertToHeaderFormat(value));
      assertArrayEquals(
          org.apache.kafka.streams.state.HeadersBytesStore.convertFromPlainToHeaderFormat(value),
          io.thalweg.streams.state.HeadersBytesStore.convertFromPlainToHeaderFormat(value));
    }
  }

  @Test
  void positionsMergeTheSame() {
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      var ours = io.thalweg.streams.query.Position.emptyPosition();
      var peer = org.apache.kafka.streams.query.Position.emptyPosition();
      for (int j = 0; j < 6; j++) {
        String topic = "t" + random.nextInt(2);
        int partition = random.nextInt(2);
        long offset = random.nextInt(5);
        if (random.nextInt(3) == 0) {
          ours =
              ours.merge(
                  io.thalweg.streams.query.Position.fromMap(
                      Map.of(topic, Map.of(partition, offset))));
          peer =
              peer.merge(
                  org.apache.kafka.streams.query.Position.fromMap(
                      Map.of(topic, Map.of(partition, offset))));
        } else {
          ours = ours.copy().withComponent(topic, partition, offset);
          peer = peer.copy().withComponent(topic, partition, offset);
        }
      }
      assertEquals(peer.toString(), ours.toString());
    }
  }

  @Test
  void queryResultsOfPartitionsAreChosenTheSame() {
    for (int plan = 0; plan < 27; plan++) {
      int kinds = plan;
      Outcome.same(
          () -> {
            var result = new io.thalweg.streams.query.StateQueryResult<Integer>();
            for (int p = 0, rest = kinds; p < 3; p++, rest /= 3) {
              if (rest % 3 > 0) {
                result.addResult(
                    p, io.thalweg.streams.query.QueryResult.forResult(rest % 3 == 1 ? null : 7));
              }
            }
            return result + "" + result.getOnlyPartitionResult() + result.getPosition();
          },
          () -> {
            var result = new org.apache.kafka.streams.query.StateQueryResult<Integer>();
            for (int p = 0, rest = kinds; p < 3; p++, rest /= 3) {
              if (rest % 3 > 0) {
                result.addResult(
                    p,
                    org.apache.kafka.streams.query.QueryResult.forResult(rest % 3 == 1 ? null : 7));
              }
            }
            return result + "" + result.getOnlyPartitionResult() + result.getPosition();
          });
    }
    Outcome.same(
        () -> failed(io.thalweg.streams.query.FailureReason.NOT_PRESENT),
        () -> failed(org.apache.kafka.streams.query.FailureReason.NOT_PRESENT));
  }

  private static Object failed(io.thalweg.streams.query.FailureReason reason) {
    var result = new io.thalweg.streams.query.StateQueryResult<Integer>();
    result.addResult(0, io.thalweg.streams.query.QueryResult.forFailure(reason, "why"));
    return result + "" + result.getOnlyPartitionResult();
  }

  private static Object failed(org.apache.kafka.streams.query.FailureReason reason) {
    var result = new org.apache.kafka.streams.query.StateQueryResult<Integer>();
    result.addResult(0, org.apache.kafka.streams.query.QueryResult.forFailure(reason, "why"));
    return result + "" + result.getOnlyPartitionResult();
  }

  @Test
  void enumsHaveTheSameConstants() throws Exception {
    for (String name :
        List.of(
            "query.FailureReason",
            "query.ResultOrder",
            "processor.PunctuationType",
            "DslStoreFormat",
            "GroupProtocol",
            "CloseOptions$GroupMembershipOperation",
            "kstream.EmitStrategy$StrategyType",
            "errors.StreamsUncaughtExceptionHandler$StreamThreadExceptionResponse",
            "errors.ProductionExceptionHandler$Result",
            "processor.StandbyUpdateListener$SuspendReason")) {
      assertEquals(
          Arrays.toString(Class.forName("org.apache.kafka.streams." + name).getEnumConstants()),
          Arrays.toString(Class.forName("io.thalweg.streams." + name).getEnumConstants()),
          name);
    }
  }

  @Test
  void exceptionsAreOfTheSameFamily() throws Exception {
    for (String name :
        List.of(
            "InvalidStateStoreException",
            "LockException",
            "MissingSourceTopicException",
            "ProcessorStateException",
            "StateStoreMigratedException",
            "StateStoreNotAvailableException",
            "StreamsException",
            "StreamsNotStartedException",
            "StreamsRebalancingException",
            "StreamsStoppedException",
            "TaskAssignmentException",
            "TaskCorruptedException",
            "TaskIdFormatException",
            "TaskMigratedException",
            "TopologyException",
            "UnknownStateStoreException",
            "UnknownTopologyException",
            "InvalidStateStorePartitionException")) {
      assertEquals(
          Outcome.neutral(Class.forName("org.apache.kafka.streams.errors." + name).getSuperclass()),
          Outcome.neutral(Class.forName("io.thalweg.streams.errors." + name).getSuperclass()));
    }
    assertTrue(
        new io.thalweg.streams.errors.TopologyException("no source")
            .getMessage()
            .startsWith("Invalid topology: "));
  }
}
