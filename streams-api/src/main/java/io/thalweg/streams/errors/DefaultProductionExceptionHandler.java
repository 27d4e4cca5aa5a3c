package io.thalweg.streams.errors;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Tries again after errors that may pass, and stops at all others. If there is a dead letter queue,
 * the source record goes there. Thread-safe after {@link #configure}.
 */
public class DefaultProductionExceptionHandler implements ProductionExceptionHandler {
  private volatile DeadLetterQueue deadLetterQueue = DeadLetterQueue.NONE;

  /** Made by name from the configs. */
  public DefaultProductionExceptionHandler() {}

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetterQueue = DeadLetterQueue.of(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    return exception instanceof RetriableException
        ? Response.retry()
        : Response.fail(deadLetterQueue.recordsFor(context, exception));
  }

  @Override
  @SuppressWarnings("rawtypes") // the type of the record is that of the API
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    return Response.fail(deadLetterQueue.recordsFor(context, exception));
  }
}
