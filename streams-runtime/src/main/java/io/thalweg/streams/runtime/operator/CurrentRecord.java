package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.processor.RecordContext;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.output.FailureContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside key, value and timestamp of the record in flight: one per task, overwritten
 * per record. Owner: the task's thread.
 *
 * <p>{@link #rawKey} and {@link #rawValue} are the serialized forms as they came in, or null. Only
 * an operator that was compiled to may use them: the compiler knows which steps left key or value
 * untouched.
 */
public final class CurrentRecord {
  private final TaskId task;

  // [task's thread]
  private @Nullable ConsumerRecord<byte[], byte[]> source;
  private @Nullable ConsumerRecord<byte[], byte[]> latestSource;
  private Headers headers = new RecordHeaders();
  private long timestamp = -1;
  private byte @Nullable [] rawKey;
  private byte @Nullable [] rawValue;
  private boolean latest = true;

  // whether headers and raw forms are those above, not the source's: copies of references that are
  // replaced with every record are dear to write
  private boolean ownHeaders = true;
  private boolean ownRaw = true;

  public CurrentRecord(TaskId task) {
    this.task = task;
  }

  /** A record has come in; {@code extracted} is its timestamp. */
  public void begin(ConsumerRecord<byte[], byte[]> record, long extracted) {
    source = record;
    latestSource = record;
    timestamp = extracted;
    ownHeaders = false;
    ownRaw = false;
    latest = true;
  }

  /** Something without an input record begins: a punctuation or a flush. */
  public void beginWithoutSource() {
    source = null;
    headers(new RecordHeaders());
    raw(null, null);
    latest = true;
  }

  /** A punctuation begins. */
  public void beginPunctuation(long time) {
    beginWithoutSource();
    timestamp = time;
  }

  /** What is in hand but its raw forms, to come back to. */
  public Held held() {
    return new Held(source, headers(), timestamp);
  }

  /** What was in hand. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Held(
      @Nullable ConsumerRecord<byte[], byte[]> source, Headers headers, long timestamp) {}

  /** Something else is in hand, without raw forms: what was before, or a record that has waited. */
  public void take(Held held) {
    source = held.source;
    timestamp = held.timestamp;
    headers(held.headers);
    raw(null, null);
  }

  /** The timestamp of what is passed on next. */
  public void timestamp(long next) {
    timestamp = next;
  }

  /** The headers of what is passed on next. */
  public void headers(Headers next) {
    headers = next;
    ownHeaders = true;
  }

  /** The raw forms of what is passed on next; null where not at hand. */
  public void raw(byte @Nullable [] key, byte @Nullable [] value) {
    rawKey = key;
    rawValue = value;
    ownRaw = true;
  }

  /** Whether the table change passed on next is the newest of its key by time. */
  public void latest(boolean next) {
    latest = next;
  }

  /**
   * Whether the table change in hand is the newest of its key by time. False only for changes of a
   * versioned table, and of what is derived from one without a store: aggregations and joins of
   * tables ignore such (KIP-914).
   */
  public boolean latest() {
    return latest;
  }

  public TaskId task() {
    return task;
  }

  public @Nullable ConsumerRecord<byte[], byte[]> source() {
    return source;
  }

  /** As {@link #source}; without one, in a flush or punctuation, the record that came last. */
  public @Nullable ConsumerRecord<byte[], byte[]> latestSource() {
    return latestSource;
  }

  public Headers headers() {
    ConsumerRecord<byte[], byte[]> record = source;
    return ownHeaders || record == null ? headers : record.headers();
  }

  /** The timestamp of the record in hand, -1 before the first. */
  public long timestamp() {
    return timestamp;
  }

  public byte @Nullable [] rawKey() {
    ConsumerRecord<byte[], byte[]> record = source;
    return ownRaw || record == null ? rawKey : record.key();
  }

  public byte @Nullable [] rawValue() {
    ConsumerRecord<byte[], byte[]> record = source;
    return ownRaw || record == null ? rawValue : record.value();
  }

  /** What a topic name extractor is told. */
  RecordContext recordContext(long timestamp) {
    return new Snapshot(at(""), headers(), timestamp);
  }

  private record Snapshot(FailureContext where, Headers headers, long timestamp)
      implements RecordContext {
    @Override
    public long offset() {
      return where.offset();
    }

    @Override
    public @Nullable String topic() {
      return where.topic();
    }

    @Override
    public int partition() {
      return where.partition();
    }

    @Override
    public byte @Nullable [] sourceRawKey() {
      return where.sourceRawKey();
    }

    @Override
    public byte @Nullable [] sourceRawValue() {
      return where.sourceRawValue();
    }
  }

  /** For errors: where we are. */
  public FailureContext at(String operator) {
    return new FailureContext(task, operator, source);
  }

  /** For log lines: topic, partition and offset. */
  public String position() {
    ConsumerRecord<byte[], byte[]> record = source;
    return record == null
        ? "no input record"
        : "topic=["
            + record.topic()
            + "] partition=["
            + record.partition()
            + "] offset=["
            + record.offset()
            + "]";
  }
}
