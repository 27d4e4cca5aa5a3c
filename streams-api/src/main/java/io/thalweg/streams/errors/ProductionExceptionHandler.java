package io.thalweg.streams.errors;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Configurable;
import org.jspecify.annotations.Nullable;

/** Decides about records that can not be serialized or sent. Must be thread-safe. */
public interface ProductionExceptionHandler extends Configurable {
  /**
   * Decides about a record that could not be sent.
   *
   * @param context where the record in hand comes from
   * @param record the record that was to be sent
   * @param exception what the producer reported
   */
  default Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    throw new UnsupportedOperationException(getClass().getName() + " must implement handleError.");
  }

  /**
   * Decides about a record that could not be serialized; unless overridden, stops.
   *
   * @param context where the record in hand comes from
   * @param record the record that was to be sent
   * @param exception what the serializer threw
   * @param origin whether the key or the value could not be serialized
   */
  @SuppressWarnings("rawtypes") // the type of the record is that of the API
  default Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    return Response.fail();
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

    /** Sends the record again; only for exceptions after which that can help. */
    public static Response retry() {
      return new Response(Result.RETRY, null);
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
    FAIL(1, "FAIL"),
    /** Sends the record again. */
    RETRY(2, "RETRY");

    /** Number that does not change. */
    public final int id;

    /** Name that does not change. */
    public final String name;

    Result(int id, String name) {
      this.id = id;
      this.name = name;
    }
  }

  /** Which part of a record could not be serialized. */
  enum SerializationExceptionOrigin {
    /** The key. */
    KEY,
    /** The value. */
    VALUE
  }
}
