package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.assignment.AssignmentError;
import io.thalweg.streams.runtime.assignment.MemberAssignment;
import io.thalweg.streams.runtime.output.Committer;
import io.thalweg.streams.runtime.output.TaskFailure;
import io.thalweg.streams.runtime.task.ActiveTask;
import io.thalweg.streams.runtime.task.OffsetMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream thread's membership in the consumer group: what rebalances do to its tasks. Owner: the
 * stream thread; the consumer calls back within {@code poll}. A callback never throws: what goes
 * wrong in it is kept and thrown after the poll.
 */
final class GroupClient implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(GroupClient.class);

  private final Consumer<byte[], byte[]> consumer;
  private final Subscription subscription;
  private final TaskRoster roster;
  private final TaskKeeper keeper;
  private final TaskFactory factory;
  private final Committer committer;
  private final AssignmentInbox inbox;

  // [stream thread]
  private @Nullable ThreadState change;
  private @Nullable RuntimeException failure;

  /** What to subscribe to. */
  record Subscription(Set<String> topics, @Nullable Pattern pattern) {}

  /** The tasks and what works on them. */
  record Tasks(TaskRoster roster, TaskKeeper keeper, TaskFactory factory, Committer committer) {}

  GroupClient(
      Consumer<byte[], byte[]> consumer,
      Subscription subscription,
      Tasks tasks,
      AssignmentInbox inbox) {
    this.consumer = consumer;
    this.subscription = subscription;
    this.roster = tasks.roster;
    this.keeper = tasks.keeper;
    this.factory = tasks.factory;
    this.committer = tasks.committer;
    this.inbox = inbox;
  }

  TaskKeeper keeper() {
    return keeper;
  }

  Consumer<byte[], byte[]> consumer() {
    return consumer;
  }

  boolean settled() {
    return keeper.settled();
  }

  void subscribe() {
    Pattern pattern = subscription.pattern;
    if (pattern == null) {
      consumer.subscribe(subscription.topics, this);
    } else {
      consumer.subscribe(pattern, this);
    }
  }

  /** What the last poll's rebalance made of the thread's state; null if there was none. */
  @Nullable ThreadState takeChange() {
    ThreadState taken = change;
    change = null;
    return taken;
  }

  /** Throws what went wrong in a rebalance, or what the leader says is wrong. */
  void throwAssignmentError() {
    RuntimeException kept = failure;
    if (kept != null) {
      failure = null;
      throw kept;
    }
    AssignmentError error = inbox.takeError();
    if (error != null) {
      throw error.exception();
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    MemberAssignment assignment = inbox.latest();
    if (assignment == null) {
      return;
    }
    try {
      keeper.assigned(assignment.active(), assignment.standby());
      report();
      change = ThreadState.PARTITIONS_ASSIGNED;
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    LOG.debug("Revoked: {}", partitions);
    keeper.revokeUnstarted(partitions);
    List<ActiveTask> revoked = roster.runningOn(partitions);
    boolean committed = false;
    try {
      // one transaction holds all tasks of the thread, so all of them commit
      committed = revoked.isEmpty() || committer.commit(List.copyOf(roster.running()));
    } catch (RuntimeException e) {
      failure = e;
    }
    closeKeepingFirst(revoked, committed);
    report();
    change = ThreadState.PARTITIONS_REVOKED;
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    LOG.warn("Lost: {}", partitions);
    keeper.revokeUnstarted(partitions);
    List<ActiveTask> lost = roster.runningOn(partitions);
    closeKeepingFirst(lost, false);
    report();
    change = ThreadState.PARTITIONS_REVOKED;
    if (!lost.isEmpty() && failure == null) {
      // what they sent must not be committed with what is left
      failure = new TaskFailure.Aborted("Lost " + partitions, null);
    }
  }

  private void closeKeepingFirst(Collection<ActiveTask> tasks, boolean clean) {
    try {
      keeper.close(tasks, clean);
    } catch (RuntimeException e) {
      if (failure == null) {
        failure = e;
      }
    }
  }

  /** Drops everything without a commit and joins the group anew. */
  void rejoin() {
    dropAll();
    consumer.unsubscribe();
    change = null;
    failure = null;
    subscribe();
  }

  /** Closes every task without a commit. */
  void dropAll() {
    keeper.revokeUnstarted(allPartitions());
    keeper.close(roster.running(), false);
    keeper.dropStandbys();
    inbox.report(Set.of(), Set.of());
  }

  private void report() {
    inbox.report(keeper.activeIds(), keeper.standbyIds());
  }

  private Collection<TopicPartition> allPartitions() {
    List<TopicPartition> all = new ArrayList<>();
    roster.pending().values().forEach(all::addAll);
    roster.restoring().values().forEach(task -> all.addAll(task.partitions()));
    return all;
  }

  /** Sets tasks and consumer back to the committed offsets, after an abort. */
  void rollback() {
    Map<TopicPartition, OffsetMetadata> committed = factory.committed(roster.runningPartitions());
    for (ActiveTask task : List.copyOf(roster.running())) {
      Map<TopicPartition, OffsetMetadata> positions = seekBack(task, committed);
      if (task.state().canRollBack()) {
        task.rollback(positions);
      } else {
        keeper.reopen(task);
      }
    }
  }

  /** Sets the consumer back to where the task's committed work ends; returns the positions. */
  private Map<TopicPartition, OffsetMetadata> seekBack(
      ActiveTask task, Map<TopicPartition, OffsetMetadata> committed) {
    Map<TopicPartition, OffsetMetadata> positions = new HashMap<>();
    for (TopicPartition partition : task.partitions()) {
      OffsetMetadata found = committed.get(partition);
      OffsetMetadata position =
          found == null || found.offset() < 0 ? task.startPosition(partition) : found;
      positions.put(partition, position);
      consumer.seek(partition, position.offset());
    }
    return positions;
  }

  /** Rebuilds the state of tasks; all go back to the committed offsets. */
  void rebuild(Set<TaskId> damaged) {
    Map<TopicPartition, OffsetMetadata> committed = factory.committed(roster.runningPartitions());
    for (TaskId id : damaged) {
      ActiveTask task = roster.runningTask(id);
      if (task != null) {
        seekBack(task, committed); // what was polled and not committed is lost with the task
        keeper.rebuild(task);
      }
    }
    rollback();
  }
}
