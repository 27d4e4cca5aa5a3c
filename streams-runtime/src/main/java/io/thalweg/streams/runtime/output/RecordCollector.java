package io.thalweg.streams.runtime.output;

import io.thalweg.streams.errors.ErrorHandlerContext;
import io.thalweg.streams.errors.ProductionExceptionHandler;
import io.thalweg.streams.errors.ProductionExceptionHandler.SerializationExceptionOrigin;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.metrics.TopicTally;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the tasks of one stream thread produce and keeps account of it: failures with the
 * input behind them, and the acknowledged end of each changelog partition.
 *
 * <p>Owner: the stream thread. Producer callbacks only enqueue; {@link #checkFailures} takes what
 * they left.
 */
public final class RecordCollector {
  private static final Logger LOG = LoggerFactory.getLogger(RecordCollector.class);

  private final StreamsProducer producer;
  private final ProductionExceptionHandler handler;
  private final int maxRequestSize;

  /** [producer I/O thread adds, stream thread takes] bounded by the producer's buffer memory. */
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

  // [stream thread]
  private final Map<TopicPartition, ChangelogCallback> changelogs = new HashMap<>();
  private @Nullable ChangelogCallback latest; // rows of a changelog come one after the other
  private final Map<String, Integer> partitionCounts = new HashMap<>();
  private final Set<Poison> poisoned = new HashSet<>();

  public RecordCollector(
      StreamsProducer producer, ProductionExceptionHandler handler, int maxRequestSize) {
    this.producer = producer;
    this.handler = handler;
    this.maxRequestSize = maxRequestSize;
  }

  /** An output that must not be sent again when its input is replayed after an abort. */
  private record Poison(TopicPartition input, long offset, String topic) {}

  private record Failure(
      ProducerRecord<byte[], byte[]> record,
      @Nullable FailureContext context,
      @Nullable TopicTally produced,
      Exception cause) {}

  /**
   * Sends an output record. Too large a record goes to the production exception handler first.
   *
   * @param produced counts it
   * @param source the input behind it; null for a punctuation or a flush
   */
  public void send(
      ProducerRecord<byte[], byte[]> record,
      TopicTally produced,
      TaskId task,
      String operator,
      @Nullable ConsumerRecord<byte[], byte[]> source) {
    OutputCallback callback = new OutputCallback(record, task, operator, source, produced);
    if (!poisoned.isEmpty() && poisoned.remove(poison(record, callback.context()))) {
      produced.drop();
      return;
    }
    if (tooLarge(record)) {
      rejectTooLarge(record, produced, callback.context());
      return;
    }
    produced.add(record);
    transmit(record, callback);
  }

  /** Sends a changelog record; its acknowledgement moves {@link #ackedOffset}. */
  @SuppressWarnings("ReferenceEquality") // another object for the same is looked up as well
  public void sendChangelog(
      TopicPartition changelog,
      byte[] key,
      byte @Nullable [] value,
      long timestamp,
      @Nullable Iterable<Header> headers) {
    ChangelogCallback callback = latest;
    if (callback == null || callback.changelog != changelog) {
      callback = changelogs.computeIfAbsent(changelog, ChangelogCallback::new);
      latest = callback;
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            changelog.topic(),
            changelog.partition(),
            timestamp < 0 ? null : timestamp,
            key,
            value,
            headers);
    if (tooLarge(record)) {
      throw new HandledFailure(
          "A state change for changelog "
              + changelog
              + " needs "
              + size(record)
              + " bytes, more than the producer's max.request.size="
              + maxRequestSize
              + ". Raise producer.max.request.size (and the topic's max.message.bytes) or keep"
              + " smaller values in the store",
          new RecordTooLargeException());
    }
    transmit(record, callback);
  }

  private void transmit(ProducerRecord<byte[], byte[]> record, Callback callback) {
    try {
      producer.send(record, callback);
    } catch (KafkaException | IllegalStateException e) {
      throw classify(record, null, e);
    }
  }

  /** The position after the last acknowledged record of a changelog partition, or -1. */
  public long ackedOffset(TopicPartition changelog) {
    ChangelogCallback callback = changelogs.get(changelog);
    return callback == null ? -1 : callback.acked.next();
  }

  /** Forgets a changelog that is no longer ours. */
  public void forget(TopicPartition changelog) {
    changelogs.remove(changelog);
    latest = null;
  }

  /**
   * Deals with the sends that failed since the last call.
   *
   * @throws TaskFailure if one of them cannot be passed over
   */
  public void checkFailures() {
    Failure failure;
    while ((failure = failures.poll()) != null) {
      handle(failure);
    }
  }

  /** Forgets failures of a transaction that is being aborted. */
  public void clearFailures() {
    failures.clear();
  }

  private void handle(Failure failure) {
    if (failure.produced != null) {
      failure.produced.takeBack(failure.record);
    }
    TaskFailure verdict = classify(failure.record, failure.context, failure.cause);
    FailureContext context = failure.context;
    if (verdict instanceof TaskFailure.Migrated || context == null) {
      throw verdict;
    }
    if (resumes(failure.record, context, failure.cause)) {
      if (producer.transactional()) {
        poisoned.add(poison(failure.record, context));
        failures.clear();
        throw new TaskFailure.Aborted(
            "Replaying the transaction without the output to "
                + failure.record.topic()
                + " that failed at "
                + context.where(),
            failure.cause);
      }
      if (failure.produced != null) {
        failure.produced.drop();
      }
      return;
    }
    throw verdict;
  }

  private boolean resumes(
      ProducerRecord<byte[], byte[]> record, FailureContext context, Exception cause) {
    ProductionExceptionHandler.Response response = handler.handleError(context, record, cause);
    sendDeadLetters(response.deadLetterQueueRecords(), context);
    return response.result() == ProductionExceptionHandler.Result.RESUME;
  }

  private void rejectTooLarge(
      ProducerRecord<byte[], byte[]> record, TopicTally produced, FailureContext context) {
    RecordTooLargeException cause =
        new RecordTooLargeException(
            "The record needs "
                + size(record)
                + " bytes, more than the producer's max.request.size="
                + maxRequestSize);
    if (!resumes(record, context, cause)) {
      throw new HandledFailure(sendError(record.topic(), context), cause);
    }
    LOG.warn("Dropped an output to {} as the handler said ({})", record.topic(), context.where());
    produced.drop();
  }

  /**
   * Lets the handler decide about an output that its serializer refused. Returns if the record is
   * to be dropped.
   *
   * @throws StreamsException if processing is to stop
   */
  public void rejectUnserializable(
      ProducerRecord<?, ?> record,
      FailureContext context,
      RuntimeException cause,
      SerializationExceptionOrigin origin) {
    ProductionExceptionHandler.Response response =
        handler.handleSerializationError(context, record, cause, origin);
    sendDeadLetters(response.deadLetterQueueRecords(), context);
    if (response.result() != ProductionExceptionHandler.Result.RESUME) {
      throw new HandledFailure(
          "Unable to serialize the "
              + origin.name().toLowerCase(java.util.Locale.ROOT)
              + " of an output to topic "
              + record.topic()
              + " ("
              + context.where()
              + "): check that the serde set for this operator fits the type it is given",
          cause);
    }
  }

  /** Sends records that a handler made for its dead letter queue. */
  public void sendDeadLetters(
      List<ProducerRecord<byte[], byte[]>> records, ErrorHandlerContext context) {
    for (ProducerRecord<byte[], byte[]> record : records) {
      transmit(
          record,
          new OutputCallback(record, context.taskId(), context.processorNodeId(), null, null));
    }
  }

  /** Partitions of a topic, asked once per topic. */
  public int partitionCount(String topic) {
    Integer known = partitionCounts.get(topic);
    if (known == null) {
      known = producer.partitionsFor(topic).size();
      partitionCounts.put(topic, known);
    }
    return known;
  }

  private TaskFailure classify(
      ProducerRecord<byte[], byte[]> record, @Nullable FailureContext context, Exception cause) {
    if (cause instanceof ProducerFencedException
        || cause instanceof InvalidProducerEpochException
        || cause instanceof InvalidPidMappingException
        || cause instanceof org.apache.kafka.common.errors.OutOfOrderSequenceException) {
      return new TaskFailure.Migrated(
          "The producer was fenced sending to " + record.topic(), cause);
    }
    return new TaskFailure.Fatal(new StreamsException(sendError(record.topic(), context), cause));
  }

  private static String sendError(String topic, @Nullable FailureContext context) {
    return "Error sending a record to topic "
        + topic
        + (context == null ? "" : " (" + context.where() + ")")
        + ". The cause says what the broker or client refused";
  }

  private boolean tooLarge(ProducerRecord<byte[], byte[]> record) {
    int keySize = record.key() == null ? 0 : record.key().length;
    int valueSize = record.value() == null ? 0 : record.value().length;
    // far below the limit nothing has to be computed
    return keySize + valueSize > maxRequestSize / 2 && size(record) > maxRequestSize;
  }

  private static int size(ProducerRecord<byte[], byte[]> record) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        Compression.NONE.type(),
        record.key(),
        record.value(),
        record.headers().toArray());
  }

  private static Poison poison(ProducerRecord<byte[], byte[]> record, FailureContext context) {
    String topic = context.topic();
    return new Poison(
        new TopicPartition(topic == null ? "" : topic, context.partition()),
        context.offset(),
        record.topic());
  }

  /** One per output record: holds what an error has to name until the broker has answered. */
  private final class OutputCallback implements Callback {
    private final ProducerRecord<byte[], byte[]> record;
    private final TaskId task;
    private final String operator;
    private final @Nullable ConsumerRecord<byte[], byte[]> source;
    private final @Nullable TopicTally produced;

    OutputCallback(
        ProducerRecord<byte[], byte[]> record,
        TaskId task,
        String operator,
        @Nullable ConsumerRecord<byte[], byte[]> source,
        @Nullable TopicTally produced) {
      this.record = record;
      this.task = task;
      this.operator = operator;
      this.source = source;
      this.produced = produced;
    }

    FailureContext context() {
      return new FailureContext(task, operator, source);
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
      if (error != null) {
        failures.add(new Failure(record, context(), produced, error));
      }
    }
  }

  /** One per changelog partition. */
  private final class ChangelogCallback implements Callback {
    private final TopicPartition changelog;
    private final AckedOffset acked = new AckedOffset();

    ChangelogCallback(TopicPartition changelog) {
      this.changelog = changelog;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
      if (error != null) {
        failures.add(
            new Failure(
                new ProducerRecord<>(changelog.topic(), changelog.partition(), null, null),
                null,
                null,
                error));
      } else if (metadata != null) {
        acked.acked(metadata.offset());
      }
    }
  }
}
