package io.thalweg.streams.stores.user;

import io.thalweg.streams.StreamsMetrics;
import io.thalweg.streams.errors.ProcessorStateException;
import io.thalweg.streams.processor.CommitCallback;
import io.thalweg.streams.processor.StateRestoreCallback;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.processor.api.RecordMetadata;
import io.thalweg.streams.stores.answer.TaskAnswers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** What a user's store is told of its task, and what it has registered. Owner thread only. */
final class UserStoreContext implements TaskStoreContext {
  private final Place place;
  private final TaskEnvironment environment;
  private final TaskAnswers answers;
  private final LongSupplier now;
  private final List<Inner> inner = new ArrayList<>();
  private final List<CommitCallback> commits = new ArrayList<>();
  private @Nullable StateRestoreCallback restore;

  /**
   * Where the store is.
   *
   * @param directory its own; null if the task has none
   */
  record Place(
      String store, TaskId task, @Nullable Path directory, @Nullable TopicPartition changelog) {}

  UserStoreContext(
      Place place, TaskEnvironment environment, TaskAnswers answers, LongSupplier now) {
    this.place = place;
    this.environment = environment;
    this.answers = answers;
    this.now = now;
  }

  @Nullable StateRestoreCallback restoreCallback() {
    return restore;
  }

  List<CommitCallback> commitCallbacks() {
    return commits;
  }

  List<Inner> inner() {
    return inner;
  }

  @Override
  public @Nullable TopicPartition changelog() {
    return place.changelog;
  }

  @Override
  public TaskEnvironment environment() {
    return environment;
  }

  @Override
  public TaskAnswers answers() {
    return answers;
  }

  @Override
  public long recordTimestamp() {
    return now.getAsLong();
  }

  @Override
  public void adopt(Inner store) {
    inner.add(store);
  }

  @Override
  public String applicationId() {
    return environment.applicationId();
  }

  @Override
  public TaskId taskId() {
    return place.task;
  }

  @Override
  public Optional<RecordMetadata> recordMetadata() {
    return environment.recordMetadata();
  }

  @Override
  @SuppressWarnings("NullAway") // the public interface says that it may be null
  public Serde<?> keySerde() {
    return environment.keySerde();
  }

  @Override
  @SuppressWarnings("NullAway") // the public interface says that it may be null
  public Serde<?> valueSerde() {
    return environment.valueSerde();
  }

  /** A directory for this store alone, so that it can be rebuilt alone. */
  @Override
  public File stateDir() {
    Path directory = place.directory;
    if (directory == null) {
      throw new IllegalStateException(
          "Task " + place.task + " has no directory for store " + place.store);
    }
    try {
      return Files.createDirectories(directory).toFile();
    } catch (IOException e) {
      throw new ProcessorStateException(
          "Directory " + directory + " of store " + place.store + " cannot be made", e);
    }
  }

  @Override
  public StreamsMetrics metrics() {
    return environment.metrics();
  }

  @Override
  public void register(StateStore store, StateRestoreCallback stateRestoreCallback) {
    if (restore != null) {
      throw new IllegalArgumentException("Store " + place.store + " has already been registered.");
    }
    restore = stateRestoreCallback;
  }

  @Override
  public void register(
      StateStore store, StateRestoreCallback stateRestoreCallback, CommitCallback commitCallback) {
    register(store, stateRestoreCallback);
    commits.add(commitCallback);
  }

  @Override
  public Map<String, Object> appConfigs() {
    return environment.configs();
  }

  @Override
  public Map<String, Object> appConfigsWithPrefix(String prefix) {
    Map<String, Object> found = new HashMap<>();
    environment
        .configs()
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
              }
            });
    return found;
  }
}
