package io.thalweg.streams.errors;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;

/** Decides about records that can not be deserialized. Must be thread-safe. */
public interface DeserializationExceptionHandler extends Configurable {
  /**
   * Decides about one record.
   *
   * @param context where the record comes from
   * @param record the record as it was read
   * @param exception what the deserializer threw
   */
  default Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    throw new UnsupportedOperationException(getClass().getName() + " must implement handleError.");
  }

  /** What happens next, and what goes to the dead letter queue. */
  class Response {
    private final Result result;
    private final List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords;

    private Response(
        Result result, @Nullable List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords) {
      this.result = result;
      this.deadLetterQueueRecords =
          deadLetterQueueRecords == null ? List.of() : deadLetterQueueRecords;
    }

    /** Stops processing with the failure. */
    public static Response fail() {
      return fail(null);
    }

    /** Stops processing with the failure, after these records were sent; null means none. */
    public static Response fail(
        @Nullable List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords) {
      return new Response(Result.FAIL, deadLetterQueueRecords);
    }

    /** Goes on without the record. */
    public static Response resume() {
      return resume(null);
    }

    /** Goes on without the record and sends these records; null means none. */
    public static Response resume(
        @Nullable List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords) {
      return new Response(Result.RESUME, deadLetterQueueRecords);
    }

    /** What happens next. */
    public Result result() {
      return result;
    }

    /** The records to be sent, read-only; never null. */
    public List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords() {
      return Collections.unmodifiableList(deadLetterQueueRecords);
    }
  }

  /** What happens next. */
  enum Result {
    /** Goes on without the record. */
    RESUME(0, "RESUME"),
    /** Stops with the failure. */
    FAIL(1, "FAIL");

    /** Number that does not change. */
    public final int id;

    /** Name that does not change. */
    public final String name;

    Result(int id, String name) {
      this.id = id;
      this.name = name;
    }
  }
}
