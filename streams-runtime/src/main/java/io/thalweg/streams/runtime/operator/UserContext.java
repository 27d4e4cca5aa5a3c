package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.processor.api.ProcessingContext;
import io.thalweg.streams.processor.api.RecordMetadata;
import io.thalweg.streams.support.TimeArgs;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** What one processor of the user sees of its task. Owner: the task's thread. */
public class UserContext implements ProcessingContext {
  private final ProcessorOperator operator;
  private final TaskServices task;

  protected UserContext(ProcessorOperator operator, TaskServices task) {
    this.operator = operator;
    this.task = task;
  }

  /** Kafka Streams shows a punctuation as a record from nowhere. */
  private record Origin(@Nullable String from, int partition, long offset)
      implements RecordMetadata {
    @Override
    @SuppressWarnings("NullAway") // null in a punctuation
    public String topic() {
      return from;
    }
  }

  @Override
  public String applicationId() {
    return task.environment().applicationId();
  }

  @Override
  public TaskId taskId() {
    return operator.current().task();
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    ConsumerRecord<byte[], byte[]> source = operator.current().source();
    return Optional.of(
        source == null
            ? new Origin(null, -1, -1)
            : new Origin(source.topic(), source.partition(), source.offset()));
  }

  @Override
  @SuppressWarnings("NullAway") // the public interface says that it may be null
  public Serde<?> keySerde() {
    return task.environment().keySerde();
  }

  @Override
  @SuppressWarnings("NullAway") // the public interface says that it may be null
  public Serde<?> valueSerde() {
    return task.environment().valueSerde();
  }

  @Override
  public File stateDir() {
    return task.stateDir();
  }

  @Override
  public StreamsMetrics metrics() {
    return task.environment().metrics();
  }

  @Override
  @SuppressWarnings("unchecked") // the caller knows the type of its store
  public <S extends StateStore> S getStateStore(String name) {
    if (!operator.uses(name)) {
      throw new StreamsException(
          "Processor "
              + operator.name()
              + " has no access to StateStore "
              + name
              + " as the store is not connected to the processor. Name the processor in"
              + " Topology.addStateStore or connectProcessorAndStateStores, or the store in"
              + " process or processValues, or let the supplier's stores() return its builder.");
    }
    return (S) task.store(name);
  }

  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    return task.schedule(interval(interval), checked(type), guarded(callback));
  }

  @Override
  public Cancellable schedule(
      Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
    long first = TimeArgs.millis(startTime, "startTime");
    if (first < 0) {
      throw new IllegalArgumentException("The minimum supported start time is Instant.EPOCH.");
    }
    return task.schedule(first, interval(interval), checked(type), guarded(callback));
  }

  private static long interval(Duration interval) {
    long milliseconds = TimeArgs.millis(interval, "interval");
    if (milliseconds < 1) {
      throw new IllegalArgumentException(
          "The minimum supported scheduling interval is 1 millisecond.");
    }
    return milliseconds;
  }

  private static PunctuationType checked(PunctuationType type) {
    return Objects.requireNonNull(type, "type cannot be null");
  }

  private Punctuator guarded(Punctuator callback) {
    Objects.requireNonNull(callback, "callback cannot be null");
    return timestamp -> operator.punctuate(callback, timestamp);
  }

  @Override
  public void commit() {
    task.requestCommit();
  }

  @Override
  public Map<String, Object> appConfigs() {
    return task.environment().configs();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    Map<String, Object> selected = new HashMap<>();
    appConfigs()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                selected.put(key.substring(prefix.length()), value);
              }
            });
    return selected;
  }

  @Override
  public long currentSystemTimeMs() {
    return task.wallClockTime();
  }

  @Override
  public long currentStreamTimeMs() {
    return task.streamTime();
  }
}
