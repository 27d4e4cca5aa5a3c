package io.thalweg.streams.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Exception handlers and timestamp extractors against those of Kafka Streams. */
class HandlersPeerTest {
  private static final ConsumerRecord<byte[], byte[]> READ =
      new ConsumerRecord<>("topic", 3, 42, new byte[] {1}, new byte[] {2});
  private static final ProducerRecord<byte[], byte[]> SENT =
      new ProducerRecord<>("out", new byte[] {1}, new byte[] {2});
  private static final List<Exception> EXCEPTIONS =
      List.of(
          exception(new RuntimeException("boom")),
          exception(new RuntimeException()),
          exception(new TimeoutException("later")),
          exception(new RecordTooLargeException("big")));

  private static Exception exception(Exception e) {
    e.setStackTrace(new StackTraceElement[0]);
    return e;
  }

  /** The same context for both. */
  private static final class Context implements io.thalweg.streams.errors.ErrorHandlerContext {
    private final boolean raw;

    Context(boolean raw) {
      this.raw = raw;
    }

    org.apache.kafka.streams.errors.ErrorHandlerContext peer() {
      return (org.apache.kafka.streams.errors.ErrorHandlerContext)
          java.lang.reflect.Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {org.apache.kafka.streams.errors.ErrorHandlerContext.class},
              (proxy, method, args) ->
                  method.getName().equals("taskId")
                      ? new org.apache.kafka.streams.processor.TaskId(1, 3)
                      : getClass().getMethod(method.getName()).invoke(this));
    }

    @Override
    public String topic() {
      return "topic";
    }

    @Override
    public int partition() {
      return 3;
    }

    @Override
    public long offset() {
      return 42;
    }

    @Override
    public Headers headers() {
      return new RecordHeaders().add("user", new byte[] {7});
    }

    @Override
    public String processorNodeId() {
      return "node";
    }

    @Override
    public io.thalweg.streams.processor.TaskId taskId() {
      return new io.thalweg.streams.processor.TaskId(1, 3);
    }

    @Override
    public long timestamp() {
      return 77;
    }

    @Override
    public byte[] sourceRawKey() {
      return raw ? new byte[] {8} : null;
    }

    @Override
    public byte[] sourceRawValue() {
      return raw ? new byte[] {9} : null;
    }
  }

  @Test
  void whenAHandlerDecidesThenResultAndDeadLettersAreTheSame() {
    for (Exception e : EXCEPTIONS) {
      for (boolean raw : new boolean[] {true, false}) {
        for (String queue : Arrays.asList(null, "dead")) {
          Map<String, Object> configs = new HashMap<>();
          configs.put("errors.dead.letter.queue.topic.name", queue);
          Context context = new Context(raw);
          deserialization(configs, context, e);
          processing(configs, context, e);
          production(configs, context, e);
        }
      }
    }
  }

  private static void deserialization(Map<String, Object> configs, Context context, Exception e) {
    for (var pair :
        Map.of(
                new io.thalweg.streams.errors.LogAndFailExceptionHandler(),
                new org.apache.kafka.streams.errors.LogAndFailExceptionHandler(),
                new io.thalweg.streams.errors.LogAndContinueExceptionHandler(),
                new org.apache.kafka.streams.errors.LogAndContinueExceptionHandler())
            .entrySet()) {
      pair.getKey().configure(configs);
      pair.getValue().configure(configs);
      var ours = pair.getKey().handleError(context, READ, e);
      var peer = pair.getValue().handleError(context.peer(), READ, e);
      assertEquals(peer.result().name, ours.result().name);
      assertEquals(peer.result().id, ours.result().id);
      assertEquals(text(peer.deadLetterQueueRecords()), text(ours.deadLetterQueueRecords()));
    }
  }

  private static void processing(Map<String, Object> configs, Context context, Exception e) {
    for (var pair :
        Map.of(
                new io.thalweg.streams.errors.LogAndFailProcessingExceptionHandler(),
                new org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler(),
                new io.thalweg.streams.errors.LogAndContinueProcessingExceptionHandler(),
                new org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler())
            .entrySet()) {
      pair.getKey().configure(configs);
      pair.getValue().configure(configs);
      var ours =
          pair.getKey()
              .handleError(context, new io.thalweg.streams.processor.api.Record<>("k", "v", 1), e);
      var peer =
          pair.getValue()
              .handleError(
                  context.peer(),
                  new org.apache.kafka.streams.processor.api.Record<>("k", "v", 1),
                  e);
      assertEquals(peer.result().name, ours.result().name);
      assertEquals(peer.result().id, ours.result().id);
      assertEquals(text(peer.deadLetterQueueRecords()), text(ours.deadLetterQueueRecords()));
    }
  }

  private static void production(Map<String, Object> configs, Context context, Exception e) {
    var our = new io.thalweg.streams.errors.DefaultProductionExceptionHandler();
    var their = new org.apache.kafka.streams.errors.DefaultProductionExceptionHandler();
    our.configure(configs);
    their.configure(configs);
    var ours = our.handleError(context, SENT, e);
    var peer = their.handleError(context.peer(), SENT, e);
    assertEquals(peer.result().name, ours.result().name);
    assertEquals(peer.result().id, ours.result().id);
    assertEquals(text(peer.deadLetterQueueRecords()), text(ours.deadLetterQueueRecords()));
    var oursOfKey =
        our.handleSerializationError(context, SENT, e, SerializationExceptionOrigin.KEY);
    var peerOfKey =
        their.handleSerializationError(
            context.peer(),
            SENT,
            e,
            org.apache.kafka.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin
                .KEY);
    assertEquals(peerOfKey.result().name, oursOfKey.result().name);
    assertEquals(
        text(peerOfKey.deadLetterQueueRecords()), text(oursOfKey.deadLetterQueueRecords()));
  }

  private static String text(List<ProducerRecord<byte[], byte[]>> records) {
    StringBuilder text = new StringBuilder();
    for (ProducerRecord<byte[], byte[]> record : records) {
      text.append(record.topic()).append(record.partition()).append(record.timestamp());
      text.append(Arrays.toString(record.key())).append(Arrays.toString(record.value()));
      for (Header header : record.headers()) {
        text.append('\n').append(header.key()).append('=');
        text.append(header.value() == null ? null : new String(header.value(), UTF_8));
      }
    }
    return text.toString();
  }

  @Test
  void timestampExtractorsDecideTheSame() {
    ConsumerRecord<Object, Object> invalid = new ConsumerRecord<>("topic", 0, 5L, "k", "v");
    for (long partitionTime : new long[] {-1, 7}) {
      Outcome.same(
          () ->
              new io.thalweg.streams.processor.FailOnInvalidTimestamp()
                  .extract(invalid, partitionTime),
          () ->
              new org.apache.kafka.streams.processor.FailOnInvalidTimestamp()
                  .extract(invalid, partitionTime));
      Outcome.same(
          () ->
              new io.thalweg.streams.processor.LogAndSkipOnInvalidTimestamp()
                  .extract(invalid, partitionTime),
          () ->
              new org.apache.kafka.streams.processor.LogAndSkipOnInvalidTimestamp()
                  .extract(invalid, partitionTime));
      Outcome.same(
          () ->
              new io.thalweg.streams.processor.UsePartitionTimeOnInvalidTimestamp()
                  .extract(invalid, partitionTime),
          () ->
              new org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp()
                  .extract(invalid, partitionTime));
    }
  }
}
