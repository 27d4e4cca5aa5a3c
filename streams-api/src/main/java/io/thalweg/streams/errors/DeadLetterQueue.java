package io.thalweg.streams.errors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The topic that failed records go to, as they were read, with headers that say what happened.
 *
 * @param topic null means that there is none
 */
record DeadLetterQueue(@Nullable String topic) {
  static final DeadLetterQueue NONE = new DeadLetterQueue(null);

  private static final String KEY = "errors.dead.letter.queue.topic.name";
  private static final String HEADER_PREFIX = "__streams.errors.";

  static DeadLetterQueue of(Map<String, ?> configs) {
    Object topic = configs.get(KEY);
    return topic == null ? NONE : new DeadLetterQueue(topic.toString());
  }

  List<ProducerRecord<byte[], byte[]>> recordsFor(
      ErrorHandlerContext context, Exception exception) {
    if (topic == null) {
      return List.of();
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic,
            null,
            context.timestamp(),
            context.sourceRawKey(),
            context.sourceRawValue(),
            context.headers());
    StringWriter stackTrace = new StringWriter();
    exception.printStackTrace(new PrintWriter(stackTrace));
    addHeader(record, "exception", exception.getClass().getName());
    addHeader(record, "message", exception.getMessage());
    addHeader(record, "stacktrace", stackTrace.toString());
    addHeader(record, "topic", context.topic());
    addHeader(record, "partition", String.valueOf(context.partition()));
    addHeader(record, "offset", String.valueOf(context.offset()));
    return List.of(record);
  }

  private static void addHeader(
      ProducerRecord<byte[], byte[]> record, String name, @Nullable String value) {
    record.headers().add(HEADER_PREFIX + name, value == null ? null : value.getBytes(UTF_8));
  }
}
