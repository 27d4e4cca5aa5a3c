package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.metrics.RestoreMeter;
import io.thalweg.streams.runtime.query.LocalStore;
import io.thalweg.streams.runtime.restore.RestoreOutcome;
import io.thalweg.streams.runtime.restore.RestoreRequest;
import io.thalweg.streams.runtime.restore.RestoreTarget;
import io.thalweg.streams.runtime.task.ActiveTask;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the tasks of one stream thread through their lives: opens what was assigned, gives state
 * away to be restored, starts, closes. Owner: the stream thread.
 */
final class TaskKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(TaskKeeper.class);

  private final String thread;
  private final TaskRoster roster;
  private final TaskFactory factory;
  private final TaskLocks locks;
  private final Consumer<byte[], byte[]> consumer;
  private final Ports ports;
  private final StandbyKeeper standbys;

  /** Where the keeper talks to others. */
  interface Ports {
    /** Gives a task's state away to be restored; an outcome will come back. */
    void restore(RestoreRequest request);

    /** Asks for a state back before it is restored; an outcome will come back. */
    void cancelRestore(TaskId task);

    /** Asks for the state of a standby back, which is to become active here. */
    void promote(TaskId task);

    /** The tasks have changed, and with them the stores that can be queried. */
    void publish(
        List<LocalStore> stores, Collection<ActiveTask> tasks, Collection<StandbyTask> standbys);

    /** A task that is about to be restored; returns what is to be told of that. */
    RestoreMeter opened(TaskId task);

    /** The same for a standby. */
    RestoreMeter openedStandby(TaskId task);

    /** A task processes from now on. */
    void started(ActiveTask task);

    /** A task has ended. */
    void ended(TaskId task);

    /** The thread has ended. */
    void threadEnded();
  }

  TaskKeeper(
      String thread,
      TaskRoster roster,
      TaskFactory factory,
      TaskLocks locks,
      Consumer<byte[], byte[]> consumer,
      Ports ports) {
    this.standbys = new StandbyKeeper(thread, roster, factory, locks, ports);
    this.thread = thread;
    this.roster = roster;
    this.factory = factory;
    this.locks = locks;
    this.consumer = consumer;
    this.ports = ports;
  }

  /** The group has given us these tasks; those we have already go on. */
  void assigned(Map<TaskId, Set<TopicPartition>> active, Set<TaskId> standby) {
    List<TopicPartition> waiting = new ArrayList<>();
    active.forEach(
        (id, partitions) -> {
          if (!roster.has(id) && !standbys.isPromoting(id)) {
            if (!standbys.promote(id, partitions)) {
              roster.assigned(id, partitions);
            }
            waiting.addAll(partitions);
          }
        });
    waiting.retainAll(consumer.assignment());
    consumer.pause(waiting);
    standbys.assigned(standby);
    publish();
  }

  /** Whether every assigned task processes. */
  boolean settled() {
    return roster.settled() && standbys.promoting().isEmpty();
  }

  /** The active tasks that are ours, running or on the way. */
  Set<TaskId> activeIds() {
    Set<TaskId> ids = roster.ids();
    ids.addAll(standbys.promoting());
    return ids;
  }

  Set<TaskId> standbyIds() {
    return standbys.ids();
  }

  /** Opens what waits to be opened. */
  void advance() {
    for (Map.Entry<TaskId, Set<TopicPartition>> entry : List.copyOf(roster.pending().entrySet())) {
      TaskId id = entry.getKey();
      // a state that we are still waiting to get back from a restore thread must come back first
      if (!roster.leaving().containsKey(id) && locks.tryLock(id, thread)) {
        open(id, entry.getValue());
      }
    }
    if (standbys.advance()) {
      publish();
    }
  }

  private void open(TaskId id, Set<TopicPartition> partitions) {
    OpenTask task = factory.open(id, partitions);
    if (task.changelogs().isEmpty()) {
      start(task);
      return;
    }
    restore(task);
  }

  private void restore(OpenTask task) {
    Map<TopicPartition, Long> limits;
    try {
      limits = factory.sourceLimits(task);
    } catch (RuntimeException e) {
      giveUp(task);
      throw e;
    }
    roster.restoring(task);
    ports.restore(
        new RestoreRequest(
            task.id(),
            RestoreTarget.of(task.state()),
            task.changelogs(),
            limits,
            ports.opened(task.id())));
  }

  private void start(OpenTask task) {
    ActiveTask active;
    try {
      active = factory.start(task);
    } catch (RuntimeException e) {
      giveUp(task);
      throw e;
    }
    roster.running(active);
    consumer.resume(task.partitions());
    ports.started(active);
    publish();
    LOG.info("{} runs task {} on {}", thread, task.id(), task.partitions());
  }

  private void giveUp(OpenTask task) {
    task.state().closeDirty();
    locks.unlock(task.id(), thread);
  }

  /** A restore thread has given a state back. */
  void restored(RestoreOutcome outcome) {
    OpenTask left = roster.leaving().remove(outcome.taskId());
    if (left != null) {
      leave(left, outcome.status());
      return;
    }
    if (standbys.ended(outcome)) {
      publish();
      throwIfFailed(outcome);
      return;
    }
    OpenTask promoted = standbys.promoted(outcome.taskId());
    if (promoted != null && outcome.status() == RestoreOutcome.Status.CANCELLED) {
      publish();
      restore(promoted);
      return;
    }
    OpenTask task = promoted != null ? promoted : roster.restoring().remove(outcome.taskId());
    if (task == null) {
      throw new IllegalStateException(
          "A restore of task " + outcome.taskId() + " that nobody awaits");
    }
    switch (outcome.status()) {
      case RESTORED -> startAgainIfRefused(task);
      case CORRUPTED -> {
        LOG.warn(
            "{}: the state of task {} is damaged and will be rebuilt from its changelog",
            thread,
            task.id(),
            outcome.cause());
        task.state().closeDirty();
        factory.wipe(task.id());
        roster.assigned(task.id(), task.partitions());
      }
      case CANCELLED -> {
        release(task);
        roster.assigned(task.id(), task.partitions());
      }
      case FAILED -> {
        release(task);
        throwIfFailed(outcome);
      }
    }
  }

  private static void throwIfFailed(RestoreOutcome outcome) {
    if (outcome.status() == RestoreOutcome.Status.FAILED) {
      RuntimeException cause = outcome.cause();
      throw cause != null
          ? cause
          : new IllegalStateException("Task " + outcome.taskId() + " failed to restore");
    }
  }

  /** Lets go of a state; what has been read of its changelog is kept for whoever opens it next. */
  private void leave(OpenTask task, RestoreOutcome.Status status) {
    boolean sound =
        status == RestoreOutcome.Status.CANCELLED || status == RestoreOutcome.Status.RESTORED;
    try {
      if (sound) {
        task.state().close();
      }
    } finally {
      release(task);
    }
  }

  /** A start that fails for now (broker away) is repeated from the open on. */
  private void startAgainIfRefused(OpenTask task) {
    try {
      start(task);
    } catch (RuntimeException e) {
      if (!roster.has(task.id())) {
        roster.assigned(task.id(), task.partitions());
      }
      throw e;
    }
  }

  private void release(OpenTask task) {
    giveUp(task);
    ports.ended(task.id());
  }

  /** Lets go of what is not running yet on these partitions. */
  void revokeUnstarted(Collection<TopicPartition> partitions) {
    roster.pending().values().removeIf(p -> p.stream().anyMatch(partitions::contains));
    for (OpenTask task : roster.restoringOn(partitions)) {
      roster.leaving(task);
      ports.cancelRestore(task.id());
    }
    standbys.revoke(partitions);
  }

  /** Gives up all standbys. */
  void dropStandbys() {
    standbys.dropAll();
    publish();
  }

  /** Closes running tasks; {@code clean} after a commit. */
  void close(Collection<ActiveTask> tasks, boolean clean) {
    for (ActiveTask task : List.copyOf(tasks)) {
      roster.remove(task);
      publish();
      try {
        if (clean) {
          task.close();
        } else {
          task.closeDirty();
        }
      } finally {
        locks.unlock(task.id(), thread);
        ports.ended(task.id());
      }
      LOG.info("{} closed task {}{}", thread, task.id(), clean ? "" : " without a commit");
    }
  }

  /** Closes a running task whose state is damaged, wipes it and gets it again. */
  void rebuild(ActiveTask task) {
    LOG.warn(
        "{}: the state of task {} is damaged and will be rebuilt from its changelog",
        thread,
        task.id());
    suspend(task);
    factory.wipe(task.id());
    roster.assigned(task.id(), task.partitions());
  }

  /** Closes a running task whose state cannot be rolled back, and gets it again. */
  void reopen(ActiveTask task) {
    LOG.info(
        "{}: task {} has a store of the user's with what was not committed; it will be rebuilt from"
            + " its changelog",
        thread,
        task.id());
    suspend(task);
    roster.assigned(task.id(), task.partitions());
  }

  private void suspend(ActiveTask task) {
    consumer.pause(task.partitions());
    roster.remove(task);
    publish();
    task.closeDirty();
    ports.ended(task.id());
  }

  /** Nothing can be queried through this thread any more. */
  void retire() {
    ports.threadEnded();
  }

  /** Shows what can be queried now, and in which state the thread is. */
  void publish() {
    List<LocalStore> stores = new ArrayList<>();
    for (ActiveTask task : roster.running()) {
      for (StoreSpec store : task.stores()) {
        stores.add(
            new LocalStore(
                store.name(),
                task.id(),
                store.kind(),
                task.state().readView(store.name()),
                true,
                task.state().usersOwn(store.name())));
      }
    }
    for (StandbyTask task : standbys.kept()) {
      for (StoreSpec store : task.blueprint().stores()) {
        if (task.changelogs().containsKey(store.name())) {
          stores.add(
              new LocalStore(
                  store.name(),
                  task.id(),
                  store.kind(),
                  task.state().readView(store.name()),
                  false,
                  task.state().usersOwn(store.name())));
        }
      }
    }
    ports.publish(stores, roster.running(), standbys.kept());
  }
}
