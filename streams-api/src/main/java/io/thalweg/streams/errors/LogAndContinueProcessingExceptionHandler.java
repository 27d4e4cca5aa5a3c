package io.thalweg.streams.errors;

import io.thalweg.streams.processor.api.Record;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each exception of a processor and goes on without the record. If there is a dead letter
 * queue, the record goes there. Thread-safe after {@link #configure}.
 */
public class LogAndContinueProcessingExceptionHandler implements ProcessingExceptionHandler {
  private static final Logger LOG =
      LoggerFactory.getLogger(LogAndContinueProcessingExceptionHandler.class);

  private volatile DeadLetterQueue deadLetterQueue = DeadLetterQueue.NONE;

  /** Made by name from the configs. */
  public LogAndContinueProcessingExceptionHandler() {}

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetterQueue = DeadLetterQueue.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    LOG.warn(
        "Processor {} of task {} failed on the record at offset {} of {}-{}; the record is"
            + " skipped.",
        context.processorNodeId(),
        context.taskId(),
        context.offset(),
        context.topic(),
        context.partition(),
        exception);
    return Response.resume(deadLetterQueue.recordsFor(context, exception));
  }
}
