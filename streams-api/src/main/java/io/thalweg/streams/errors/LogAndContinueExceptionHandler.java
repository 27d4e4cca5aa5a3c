package io.thalweg.streams.errors;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each record that can not be deserialized and goes on without the record. If there is a dead
 * letter queue, the record goes there. Thread-safe after {@link #configure}.
 */
public class LogAndContinueExceptionHandler implements DeserializationExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LogAndContinueExceptionHandler.class);

  private volatile DeadLetterQueue deadLetterQueue = DeadLetterQueue.NONE;

  /** Made by name from the configs. */
  public LogAndContinueExceptionHandler() {}

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetterQueue = DeadLetterQueue.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    LOG.warn(
        "Processor {} of task {} can not deserialize the record at offset {} of {}-{}; the record"
            + " is skipped.",
        context.processorNodeId(),
        context.taskId(),
        context.offset(),
        context.topic(),
        context.partition(),
        exception);
    return Response.resume(deadLetterQueue.recordsFor(context, exception));
  }
}
