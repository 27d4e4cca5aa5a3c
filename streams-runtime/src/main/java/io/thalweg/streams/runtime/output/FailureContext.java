package io.thalweg.streams.runtime.output;

import io.thalweg.streams.errors.ErrorHandlerContext;
import io.thalweg.streams.processor.TaskId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where something failed: the task, the operator and the input record behind it (null when a
 * punctuation or a flush was at work).
 */
public record FailureContext(
    TaskId taskId, String processorNodeId, @Nullable ConsumerRecord<byte[], byte[]> source)
    implements ErrorHandlerContext {

  @Override
  public @Nullable String topic() {
    return source == null ? null : source.topic();
  }

  @Override
  public int partition() {
    return source == null ? -1 : source.partition();
  }

  @Override
  public long offset() {
    return source == null ? -1 : source.offset();
  }

  @Override
  public Headers headers() {
    return source == null ? new RecordHeaders() : source.headers();
  }

  @Override
  public long timestamp() {
    return source == null ? -1 : source.timestamp();
  }

  @Override
  public byte @Nullable [] sourceRawKey() {
    return source == null ? null : source.key();
  }

  @Override
  public byte @Nullable [] sourceRawValue() {
    return source == null ? null : source.value();
  }

  /** For messages: everything but the bytes. */
  public String where() {
    String input =
        source == null
            ? "no input record"
            : "topic="
                + source.topic()
                + ", partition="
                + source.partition()
                + ", offset="
                + source.offset();
    return "taskId=" + taskId + ", processor=" + processorNodeId + ", " + input;
  }
}
