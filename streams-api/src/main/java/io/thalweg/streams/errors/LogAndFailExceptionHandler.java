package io.thalweg.streams.errors;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each record that can not be deserialized and stops. If there is a dead letter queue, the
 * record goes there. Thread-safe after {@link #configure}.
 */
public class LogAndFailExceptionHandler implements DeserializationExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LogAndFailExceptionHandler.class);

  private volatile DeadLetterQueue deadLetterQueue = DeadLetterQueue.NONE;

  /** Made by name from the configs. */
  public LogAndFailExceptionHandler() {}

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetterQueue = DeadLetterQueue.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    LOG.error(
        "Processor {} of task {} can not deserialize the record at offset {} of {}-{}; processing"
            + " stops.",
        context.processorNodeId(),
        context.taskId(),
        context.offset(),
        context.topic(),
        context.partition(),
        exception);
    return Response.fail(deadLetterQueue.recordsFor(context, exception));
  }
}
