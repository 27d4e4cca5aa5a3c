package io.thalweg.streams.processor.api;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.processor.Cancellable;
import io.thalweg.streams.processor.PunctuationType;
import io.thalweg.streams.processor.Punctuator;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.processor.TaskId;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * The context of a processor in its unit test: notes what the processor does, and says what the
 * test has set. Punctuators are run by the test; stores of {@code Stores} builders work in it, with
 * or without logging and caching, since there is no changelog. Not thread-safe.
 *
 * @param <KForward> key type of what may be forwarded
 * @param <VForward> value type of what may be forwarded
 */
public class MockProcessorContext<KForward, VForward>
    implements ProcessorContext<KForward, VForward> {
  private final MockTask task;
  private final List<CapturedForward<? extends KForward, ? extends VForward>> forwards =
      new ArrayList<>();

  /** A task 0_0 without configs and without a state directory. */
  public MockProcessorContext() {
    this(MockTask.noConfigs());
  }

  /** A task 0_0 without a state directory. */
  public MockProcessorContext(Properties config) {
    this(config, new TaskId(0, 0), null);
  }

  /**
   * A task of an application.
   *
   * @param config configs of the application; those that must be there are filled in
   * @param stateDir where stores keep their files; null if none of them needs a place
   */
  public MockProcessorContext(Properties config, TaskId taskId, @Nullable File stateDir) {
    task = new MockTask(config, Objects.requireNonNull(taskId, "taskId"), stateDir);
  }

  @Override
  public String applicationId() {
    return task.applicationId();
  }

  @Override
  public TaskId taskId() {
    return task.taskId();
  }

  /** What {@link #setRecordMetadata} said; empty before. */
  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return task.recordMetadata();
  }

  /** Sets the origin of the record that the processor will be given next. */
  public void setRecordMetadata(@Nullable String topic, int partition, long offset) {
    task.recordMetadata(topic, partition, offset);
  }

  /**
   * The default key serde.
   *
   * @throws org.apache.kafka.common.config.ConfigException if none is configured
   */
  @Override
  public Serde<?> keySerde() {
    return task.config().defaultKeySerde();
  }

  /**
   * The default value serde.
   *
   * @throws org.apache.kafka.common.config.ConfigException if none is configured
   */
  @Override
  public Serde<?> valueSerde() {
    return task.config().defaultValueSerde();
  }

  /**
   * The directory that was passed to the constructor.
   *
   * @throws NullPointerException if none was
   */
  @Override
  public File stateDir() {
    return task.stateDir();
  }

  @Override
  public StreamsMetrics metrics() {
    return task.metrics();
  }

  @Override
  public Map<String, Object> appConfigs() {
    return task.appConfigs();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    return task.config().originalsWithPrefix(prefix);
  }

  /**
   * What {@link #setCurrentSystemTimeMs} said.
   *
   * @throws IllegalStateException if it was not called
   */
  @Override
  public long currentSystemTimeMs() {
    return task.systemTime();
  }

  /** Sets the wall-clock time in milliseconds. Fires no punctuator. */
  public void setCurrentSystemTimeMs(long currentSystemTimeMs) {
    task.systemTime(currentSystemTimeMs);
  }

  /**
   * What {@link #setCurrentStreamTimeMs} said.
   *
   * @throws IllegalStateException if it was not called
   */
  @Override
  public long currentStreamTimeMs() {
    return task.streamTime();
  }

  /** Sets the stream time in milliseconds. Fires no punctuator. */
  public void setCurrentStreamTimeMs(long currentStreamTimeMs) {
    task.streamTime(currentStreamTimeMs);
  }

  /** Notes the punctuator, which a test runs by {@link #scheduledPunctuators()}. */
  @Override
  public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
    return task.schedule(null, interval, type, callback)::cancel;
  }

  /** As {@link #schedule(Duration, PunctuationType, Punctuator)}, with a first time. */
  @Override
  public Cancellable schedule(
      Instant startTime, Duration interval, PunctuationType type, Punctuator callback) {
    return task.schedule(startTime, interval, type, callback)::cancel;
  }

  /** All punctuators in the order of scheduling, canceled ones included. */
  public List<CapturedPunctuator> scheduledPunctuators() {
    return task.punctuators();
  }

  /** Adds a store that the processor may ask for; the test has to initialize it. */
  public <S extends StateStore> void addStateStore(S stateStore) {
    task.addStore(stateStore);
  }

  /** The store of that name; null if there is none. */
  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the caller knows its type and whether it is there
  public <S extends StateStore> S getStateStore(String name) {
    return (S) task.store(name);
  }

  /** What a test passes to the {@code init} of a store, which adds the store. */
  public StateStoreContext getStateStoreContext() {
    return new MockStoreContext(task);
  }

  @Override
  public void commit() {
    task.committed(true);
  }

  /** Whether the processor has asked for a commit since {@link #resetCommit()}. */
  public boolean committed() {
    return task.committed();
  }

  /** Forgets that a commit was asked for. */
  public void resetCommit() {
    task.committed(false);
  }

  /** Notes the record. */
  @Override
  public <K extends KForward, V extends VForward> void forward(Record<K, V> record) {
    forwards.add(new CapturedForward<>(record));
  }

  /** Notes the record and the child. */
  @Override
  public <K extends KForward, V extends VForward> void forward(
      Record<K, V> record, @Nullable String childName) {
    forwards.add(new CapturedForward<>(record, Optional.ofNullable(childName)));
  }

  /** All that was forwarded since {@link #resetForwards()}, in order. */
  public List<CapturedForward<? extends KForward, ? extends VForward>> forwarded() {
    return new ArrayList<>(forwards);
  }

  /** What that child would have got: what went to it by name, and what went to all. */
  public List<CapturedForward<? extends KForward, ? extends VForward>> forwarded(String childName) {
    Objects.requireNonNull(childName, "childName cannot be null");
    List<CapturedForward<? extends KForward, ? extends VForward>> received =
        new ArrayList<>(forwards);
    received.removeIf(one -> !one.childName().orElse(childName).equals(childName));
    return received;
  }

  /** Forgets what was forwarded. */
  public void resetForwards() {
    forwards.clear();
  }

  /**
   * A record that was forwarded. Immutable.
   *
   * @param <K> key type
   * @param <V> value type
   */
  public static final class CapturedForward<K, V> {
    private final Record<K, V> record;
    private final Optional<String> childName;

    /** A record for all children. */
    public CapturedForward(Record<K, V> record) {
      this(record, Optional.empty());
    }

    /** A record for one child, or for all if the name is empty. */
    public CapturedForward(Record<K, V> record, Optional<String> childName) {
      this.record = Objects.requireNonNull(record, "record cannot be null");
      this.childName = Objects.requireNonNull(childName, "childName cannot be null");
    }

    /** The child it was meant for; empty if for all. */
    public Optional<String> childName() {
      return childName;
    }

    /** The very record that the processor passed. */
    public Record<K, V> record() {
      return record;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof CapturedForward<?, ?> that
          && record.equals(that.record)
          && childName.equals(that.childName);
    }

    @Override
    public int hashCode() {
      return Objects.hash(record, childName);
    }

    @Override
    public String toString() {
      return "CapturedForward{record=" + record + ", childName=" + childName + "}";
    }
  }

  /** A punctuator that was scheduled. Not thread-safe. */
  public static final class CapturedPunctuator {
    private final @Nullable Instant startTime;
    private final Duration interval;
    private final PunctuationType type;
    private final Punctuator punctuator;
    private boolean cancelled;

    CapturedPunctuator(
        @Nullable Instant startTime,
        Duration interval,
        PunctuationType type,
        Punctuator punctuator) {
      this.startTime = startTime;
      this.interval = interval;
      this.type = type;
      this.punctuator = punctuator;
    }

    /** When it should be called first; null if no time was given. */
    public @Nullable Instant getStartTime() {
      return startTime;
    }

    /** How often it should be called. */
    public Duration getInterval() {
      return interval;
    }

    /** By which clock. */
    public PunctuationType getType() {
      return type;
    }

    /** What the processor passed. */
    public Punctuator getPunctuator() {
      return punctuator;
    }

    /** Marks it as canceled. */
    public void cancel() {
      cancelled = true;
    }

    /** Whether it was canceled, by the processor or the test. */
    public boolean cancelled() {
      return cancelled;
    }
  }
}
