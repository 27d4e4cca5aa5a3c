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
  private static final long LIMITS_EVERY_MS = 1_000;
  private static final long AS_OF_EVERY_MS = 60_000;

  private final RestoreRequest request;
  private final Consumer<RestoreOutcome> replyTo;
  private final TaskEvents events;
  private final long startedMs;
  private final RetryWindow retries;
  // owner: the restore thread; empty until the offsets are known
  private final Map<TopicPartition, StoreRestore> stores = new LinkedHashMap<>();
  private @Nullable Answer<Range> offsets; // owner: the restore thread
  private long askedMs; // owner: the restore thread
  private boolean prepared; // owner: the restore thread
  private boolean planned; // owner: the restore thread
  private boolean following; // owner: the restore thread
  private long limitsAtMs; // owner: the restore thread
  private @Nullable Answer<Long> limits; // owner: the restore thread

  RestoringTask(
      RestoreRequest request,
      Consumer<RestoreOutcome> replyTo,
      TaskEvents events,
      RetryWindow retries,
      long nowMs) {
    this.request = request;
    this.replyTo = replyTo;
    this.events = events;
    this.retries = retries;
    this.startedMs = nowMs;
  }

  TaskEvents events() {
    return events;
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
      Answer<Range> answer = offsets;
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
      if (!isStandby()) { // a standby is read while it is loaded
        request.target().prepareRestore(records);
      }
      prepared = true;
    }
    planned = true;
  }

  /** All stores are at the ends that were asked for; the state is fit for use from now on. */
  void complete() {
    request.target().asOf(askedMs);
    request.target().restoreCompleted();
  }

  boolean isStandby() {
    return request.role() == RestoreRequest.Role.STANDBY;
  }

  /** Whether it is a standby that has caught up, and goes on from there. */
  boolean isFollowing() {
    return following;
  }

  /** A standby has caught up: what comes next is not limited, or by what the task commits. */
  void follow() {
    complete();
    following = true;
    stores.values().stream()
        .filter(store -> !request.limits().containsKey(store.changelog()))
        .forEach(store -> store.follow(Long.MAX_VALUE));
  }

  /**
   * Between polls: notes when it was up to date, and how far source topics that serve as changelogs
   * are committed.
   */
  void keepUp(OffsetLookup lookup, long nowMs) {
    RestoreTarget target = request.target();
    boolean atEnd = stores.values().stream().allMatch(store -> store.position() >= store.logEnd());
    if (atEnd && nowMs - target.asOfMs() >= AS_OF_EVERY_MS) {
      target.asOf(nowMs);
    }
    Answer<Long> answer = limits;
    if (answer == null) {
      if (!request.limits().isEmpty() && nowMs - limitsAtMs >= LIMITS_EVERY_MS) {
        limits = lookup.askCommitted(request.limits().keySet());
        limitsAtMs = nowMs;
      }
    } else if (answer.isDone()) {
      limits = null;
      answer
          .get()
          .forEach(
              (source, committed) -> {
                StoreRestore store = stores.get(source);
                if (store != null) {
                  store.follow(committed);
                }
              });
    }
  }

  /** Forgets the plan after a changelog moved away under it; positions in the state stay. */
  void replan() {
    stores.clear();
    planned = false;
    following = false;
  }

  Collection<StoreRestore> stores() {
    return stores.values();
  }

  @Nullable StoreRestore store(TopicPartition changelog) {
    return stores.get(changelog);
  }

  /** Whether every store is as far as it is to get for now. */
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
    if (planned) {
      stores.values().forEach(store -> progress.add(store.progress()));
    } else {
      request.changelogs().forEach((store, log) -> progress.add(unplanned(store, log)));
    }
    return progress;
  }

  /** Where its end is, is not known yet. */
  private RestoreProgress unplanned(String store, TopicPartition log) {
    long position = request.target().position(log).orElse(0);
    return new RestoreProgress(store, log, position, position);
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
