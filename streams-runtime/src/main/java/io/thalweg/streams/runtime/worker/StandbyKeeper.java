package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.restore.RestoreOutcome;
import io.thalweg.streams.runtime.restore.RestoreRequest;
import io.thalweg.streams.runtime.restore.RestoreTarget;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standby tasks of one stream thread. Each is <i>wanted</i> (assigned, not open), <i>kept</i>
 * (its state is with a restore thread, which keeps it up to date), or <i>promoting</i> (about to be
 * active here; its state is awaited back). Those given up are {@link TaskRoster#leaving}. Owner:
 * the stream thread.
 */
final class StandbyKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(StandbyKeeper.class);

  private final String thread;
  private final TaskRoster roster;
  private final TaskFactory factory;
  private final TaskLocks locks;
  private final TaskKeeper.Ports ports;

  // [stream thread]
  private final SortedSet<TaskId> wanted = new TreeSet<>();
  private final SortedMap<TaskId, StandbyTask> kept = new TreeMap<>();
  private final SortedMap<TaskId, OpenTask> promoting = new TreeMap<>();

  StandbyKeeper(
      String thread,
      TaskRoster roster,
      TaskFactory factory,
      TaskLocks locks,
      TaskKeeper.Ports ports) {
    this.thread = thread;
    this.roster = roster;
    this.factory = factory;
    this.locks = locks;
    this.ports = ports;
  }

  Collection<StandbyTask> kept() {
    return kept.values();
  }

  Set<TaskId> ids() {
    Set<TaskId> ids = new TreeSet<>(kept.keySet());
    ids.addAll(wanted);
    return ids;
  }

  /** Whether a task is on its way from standby to active. */
  boolean isPromoting(TaskId id) {
    return promoting.containsKey(id);
  }

  Set<TaskId> promoting() {
    return promoting.keySet();
  }

  /** Exactly these are to be standbys from now on. */
  void assigned(Set<TaskId> standby) {
    wanted.clear();
    for (StandbyTask task : List.copyOf(kept.values())) {
      if (!standby.contains(task.id())) {
        giveUp(task);
      }
    }
    for (TaskId id : standby) {
      if (!kept.containsKey(id) && factory.hasChangelogs(id)) {
        wanted.add(id);
      }
    }
  }

  /** Takes a standby, if it is one, to be active with these partitions. */
  boolean promote(TaskId id, Set<TopicPartition> partitions) {
    StandbyTask task = kept.remove(id);
    if (task == null) {
      return false;
    }
    LOG.info("{}: standby task {} becomes active", thread, id);
    promoting.put(id, task.promoted(partitions));
    ports.promote(id);
    return true;
  }

  /** Opens what waits to be opened; whether there was any. */
  boolean advance() {
    boolean opened = false;
    for (TaskId id : List.copyOf(wanted)) {
      if (!roster.leaving().containsKey(id) && !roster.has(id) && locks.tryLock(id, thread)) {
        wanted.remove(id);
        keep(new StandbyTask(factory.open(id, factory.inputs(id))));
        opened = true;
      }
    }
    return opened;
  }

  private void keep(StandbyTask task) {
    Map<TopicPartition, Long> limits;
    try {
      limits = factory.sourceLimits(task.opened());
    } catch (RuntimeException e) {
      task.state().closeDirty();
      locks.unlock(task.id(), thread);
      wanted.add(task.id());
      throw e;
    }
    kept.put(task.id(), task);
    ports.restore(
        new RestoreRequest(
            task.id(),
            RestoreTarget.of(task.state()),
            task.changelogs(),
            limits,
            RestoreRequest.Role.STANDBY,
            ports.openedStandby(task.id())));
    LOG.info("{} keeps a standby of task {}", thread, task.id());
  }

  /**
   * A restore thread has given back a state that was asked for to become active; null if it was not
   * this.
   */
  @Nullable OpenTask promoted(TaskId id) {
    return promoting.remove(id);
  }

  /** A restore thread has given a standby back although nobody asked; whether it was one. */
  boolean ended(RestoreOutcome outcome) {
    StandbyTask task = kept.remove(outcome.taskId());
    if (task == null) {
      return false;
    }
    task.state().closeDirty();
    locks.unlock(task.id(), thread);
    ports.ended(task.id());
    if (outcome.status() == RestoreOutcome.Status.CORRUPTED) {
      LOG.warn(
          "{}: the state of standby task {} is damaged and will be rebuilt from its changelog",
          thread,
          task.id(),
          outcome.cause());
      factory.wipe(task.id());
      wanted.add(task.id());
    }
    return true;
  }

  /** Gives up those that were to be active on these partitions. */
  void revoke(Collection<TopicPartition> partitions) {
    for (OpenTask task : List.copyOf(promoting.values())) {
      if (task.partitions().stream().anyMatch(partitions::contains)) {
        promoting.remove(task.id());
        roster.leaving().put(task.id(), task); // it is on its way back already
      }
    }
  }

  /** Gives up all. */
  void dropAll() {
    wanted.clear();
    List.copyOf(kept.values()).forEach(this::giveUp);
    promoting.forEach((id, task) -> roster.leaving().put(id, task));
    promoting.clear();
  }

  private void giveUp(StandbyTask task) {
    kept.remove(task.id());
    roster.leaving().put(task.id(), task.opened());
    ports.cancelRestore(task.id());
  }
}
