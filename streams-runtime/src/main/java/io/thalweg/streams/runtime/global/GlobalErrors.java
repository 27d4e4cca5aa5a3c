package io.thalweg.streams.runtime.global;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.errors.DeserializationExceptionHandler;
import io.thalweg.streams.errors.ErrorHandlerContext;
import io.thalweg.streams.errors.ProcessingExceptionHandler;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.runtime.metrics.TaskTallies;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.output.RecordCollector;
import io.thalweg.streams.runtime.output.StreamsProducer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens with records of global stores that cannot be read or processed. There is no
 * producer: what a handler has for a dead letter queue is told and dropped.
 */
public final class GlobalErrors {
  private static final Logger LOG = LoggerFactory.getLogger(GlobalErrors.class);
  private static final String PROCESSING_TOO = "processing.exception.handler.global.enabled";

  private GlobalErrors() {}

  static OperatorContext context(CurrentRecord current, StreamsConfig config, Time time) {
    StreamsProducer none =
        new StreamsProducer(
            () -> {
              throw new StreamsException("Global stores send nothing");
            },
            false);
    RecordCollector collector =
        new RecordCollector(none, config.productionExceptionHandler(), Integer.MAX_VALUE);
    return new OperatorContext(current, collector, processing(config), new TaskTallies(time));
  }

  /** Decides about what cannot be deserialized. */
  public static DeserializationExceptionHandler deserialization(StreamsConfig config) {
    DeserializationExceptionHandler given = config.deserializationExceptionHandler();
    return new DeserializationExceptionHandler() {
      /** The one that decides was configured. */
      @Override
      public void configure(Map<String, ?> configs) {}

      @Override
      public DeserializationExceptionHandler.Response handleError(
          ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        DeserializationExceptionHandler.Response response =
            given.handleError(context, record, exception);
        refuse(response.deadLetterQueueRecords());
        return response.result() == DeserializationExceptionHandler.Result.RESUME
            ? DeserializationExceptionHandler.Response.resume()
            : DeserializationExceptionHandler.Response.fail();
      }
    };
  }

  private static ProcessingExceptionHandler processing(StreamsConfig config) {
    boolean asked = config.getBoolean(PROCESSING_TOO);
    ProcessingExceptionHandler given = asked ? config.processingExceptionHandler() : null;
    return new ProcessingExceptionHandler() {
      /** The one that decides was configured. */
      @Override
      public void configure(Map<String, ?> configs) {}

      @Override
      public ProcessingExceptionHandler.Response handleError(
          ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (given == null) {
          return ProcessingExceptionHandler.Response.fail();
        }
        ProcessingExceptionHandler.Response response =
            given.handleError(context, record, exception);
        refuse(response.deadLetterQueueRecords());
        return response.result() == ProcessingExceptionHandler.Result.RESUME
            ? ProcessingExceptionHandler.Response.resume()
            : ProcessingExceptionHandler.Response.fail();
      }
    };
  }

  private static void refuse(List<ProducerRecord<byte[], byte[]>> deadLetters) {
    if (!deadLetters.isEmpty()) {
      LOG.warn(
          "{} record(s) for a dead letter queue are dropped: global stores have no producer",
          deadLetters.size());
    }
  }
}
