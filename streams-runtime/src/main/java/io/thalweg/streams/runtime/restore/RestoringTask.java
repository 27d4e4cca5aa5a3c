package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.restore.OffsetLookup.Answer;
import io.thalweg.streams.runtime.restore.OffsetLookup.Range;
import io.thalweg.streams.runtime.restore.RestoreOutcome.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** One task while the restore thread owns its state. Restore thread only. */
final class RestoringTask {
  private final RestoreRequest request;
  private final Consumer<RestoreOutcome> replyTo;
  private final long startedMs;
  private final RetryWindow retries;
  // owner: the restore thread; empty until the offsets are known
  private final Map<TopicPartition, StoreRestore> stores = new LinkedHashMap<>();
  private @Nullable Answer offsets; // owner: the restore thread
  private long askedMs; // owner: the restore thread
  private boolean prepared; // owner: the restore thread
  private boolean planned; // owner: the restore thread

  RestoringTask(
      RestoreRequest request, Consumer<RestoreOutcome> replyTo, long nowMs, long timeoutMs) {
    this.request = request;
    this.replyTo = replyTo;
    this.startedMs = nowMs;
    this.retries = new RetryWindow(timeoutMs);
  }

  TaskId id() {
    return request.taskId();
  }

  RestoreRequest request() {
    return request;
  }

  RetryWindow retries() {
    return retries;
  }

  /** Whether it is known where each store begins and ends. */
  boolean planned() {
    return planned;
  }

  /**
   * Goes on with finding out the offsets: asks, or takes the answer that has come.
   *
   * @return whether the stores are planned now
   * @throws org.apache.kafka.common.KafkaException if the offsets cannot be had
   */
  boolean plan(OffsetLookup lookup, long nowMs) {
    if (request.changelogs().isEmpty()) {
      planned = true;
    } else if (offsets == null) {
      if (retries.mayTry(nowMs)) {
        offsets =
            lookup.ask(
                new HashSet<>(request.changelogs().values()), request.target().asOfMs() >= 0);
        askedMs = nowMs;
      }
    } else if (offsets.isDone()) {
      Answer answer = offsets;
      offsets = null;
      plan(answer.get(), nowMs);
    }
    return planned;
  }

  private void plan(Map<TopicPartition, Range> ranges, long nowMs) {
    long records = 0;
    boolean tail = false;
    for (Map.Entry<String, TopicPartition> entry : request.changelogs().entrySet()) {
      TopicPartition log = entry.getValue();
      Range range = ranges.get(log);
      if (range == null) {
        throw new UnknownTopicOrPartitionException(
            "No offsets of changelog " + log + " of store " + entry.getKey());
      }
      StoreRestore store = StoreRestore.plan(request, entry.getKey(), log, range, nowMs);
      stores.put(log, store);
      records += store.end() - store.start();
      tail |= store.isTail();
    }
    if (!tail) {
      request.target().asOf(askedMs); // what is there is the end or the beginning of a changelog
    }
    if (!prepared) {
      request.target().prepareRestore(records);
      prepared = true;
    }
    planned = true;
  }

  /** All stores are at the ends that were asked for; the state is fit for use from now on. */
  void complete() {
    request.target().asOf(askedMs);
    request.target().restoreCompleted();
  }

  /** Forgets the plan after a changelog moved away under it; positions in the state stay. */
  void replan() {
    stores.clear();
    planned = false;
  }

  Collection<StoreRestore> stores() {
    return stores.values();
  }

  @Nullable StoreRestore store(TopicPartition changelog) {
    return stores.get(changelog);
  }

  boolean done() {
    return planned && stores.values().stream().allMatch(StoreRestore::done);
  }

  long restored() {
    return stores.values().stream().mapToLong(StoreRestore::restored).sum();
  }

  long remaining() {
    return stores.values().stream().mapToLong(store -> store.progress().remaining()).sum();
  }

  List<RestoreProgress> progress() {
    List<RestoreProgress> progress = new ArrayList<>();
    stores.values().forEach(store -> progress.add(store.progress()));
    return progress;
  }

  /** Gives the state back. The last call on this object. */
  void reply(Status status, @Nullable StreamsException cause, long nowMs) {
    replyTo.accept(new RestoreOutcome(request, status, restored(), nowMs - startedMs, cause));
  }

  @Override
  public String toString() {
    return "task "
        + id()
        + (planned ? " with " + stores.values() : " with " + request.changelogs());
  }
}
