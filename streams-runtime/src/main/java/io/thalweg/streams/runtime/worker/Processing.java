package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.runtime.metrics.ThreadMetrics;
import io.thalweg.streams.runtime.output.Committer;
import io.thalweg.streams.runtime.output.RecordCollector;
import io.thalweg.streams.runtime.output.StreamsProducer;
import io.thalweg.streams.runtime.task.ActiveTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;

/**
 * The working half of the stream thread's loop: poll, process in slices, punctuate, commit. Time
 * checks and metrics are per slice, never per record. Owner: the stream thread.
 */
final class Processing {
  /** Records a task processes between two looks at the clock. */
  private static final int SLICE = 1000;

  /** The longest time between two polls, which also keep the next fetches going. */
  private static final long POLL_AT_LEAST_EVERY_MS = 100;

  private final Consumer<byte[], byte[]> consumer;
  private final TaskRoster roster;
  private final Outputs outputs;
  private final ThreadSettings settings;
  private final ThreadMetrics metrics;
  private final TaskReports reports;
  private final Time time;

  // [stream thread]
  private long lastCommitMs;
  private boolean idle = true;

  /** What leaves the thread, and how it is committed. */
  record Outputs(
      StreamsProducer producer,
      RecordCollector collector,
      Committer committer,
      RepartitionPurger purger) {}

  Processing(
      Consumer<byte[], byte[]> consumer,
      TaskRoster roster,
      Outputs outputs,
      ThreadSettings settings,
      TaskReports reports,
      Time time) {
    this.consumer = consumer;
    this.roster = roster;
    this.outputs = outputs;
    this.settings = settings;
    this.metrics = reports.thread();
    this.reports = reports;
    this.time = time;
    this.lastCommitMs = time.milliseconds();
  }

  /** Polls and hands the batches to the tasks. Waits only if there is nothing to process. */
  void poll(boolean paused, long longestMs) {
    long begin = time.nanoseconds();
    long wait = idle || paused ? Math.min(longestMs, settings.pollMs()) : 0;
    ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(wait));
    for (TopicPartition partition : records.partitions()) {
      ActiveTask task = roster.reader(partition);
      List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
      if (task == null) {
        throw new IllegalStateException(
            "Polled " + batch.size() + " records of " + partition + ", which no task reads");
      }
      if (task.add(partition, batch) > settings.bufferedRecords()) {
        consumer.pause(Set.of(partition));
      }
    }
    long now = time.nanoseconds();
    metrics.polled(records.count(), now - begin, time.milliseconds());
    reports.blocked(now - begin);
  }

  /** Processes what is there, round by round, until it is used up or it is time to poll again. */
  void work(long begunMs) {
    if (!roster.running().isEmpty()) {
      outputs.producer.ready(); // here it may fail and be tried again; within a record it may not
    }
    long now = begunMs;
    int processed;
    int total = 0;
    do {
      processed = processRound(now);
      total += processed;
      outputs.collector.checkFailures();
      now = time.milliseconds();
      punctuate(now);
      commitIfDue(now);
    } while (processed > 0 && now - begunMs < POLL_AT_LEAST_EVERY_MS);
    idle = total == 0;
    reports.settleNowAndThen(roster.running(), now);
    resumePartitions();
  }

  private int processRound(long now) {
    long begin = time.nanoseconds();
    int total = 0;
    for (ActiveTask task : roster.running()) {
      int processed = task.process(SLICE, now);
      total += processed;
      if (task.relieve()) {
        lastCommitMs = now - settings.commitIntervalMs();
      }
      if (processed > 0) {
        long end = time.nanoseconds();
        reports.processed(task, processed, end - begin, now);
        begin = end;
      }
    }
    return total;
  }

  private void punctuate(long now) {
    long begin = time.nanoseconds();
    int fired = 0;
    for (ActiveTask task : roster.running()) {
      fired += task.punctuateWallClock(now);
    }
    if (fired > 0) {
      metrics.punctuated(fired, time.nanoseconds() - begin, now);
    }
  }

  private void commitIfDue(long now) {
    if (now - lastCommitMs >= settings.commitIntervalMs()) {
      commit(now);
      outputs.purger.purgeIfDue(roster.running(), now);
    }
  }

  /** Commits what has something to commit; all tasks if they share a transaction. */
  private void commit(long now) {
    Collection<ActiveTask> tasks = toCommit();
    if (!tasks.isEmpty()) {
      long begin = time.nanoseconds();
      if (!outputs.committer.commit(tasks)) {
        return;
      }
      long spent = time.nanoseconds() - begin;
      metrics.committed(tasks.size(), spent, now);
      reports.blocked(spent);
    }
    lastCommitMs = now;
  }

  private Collection<ActiveTask> toCommit() {
    List<ActiveTask> tasks = new ArrayList<>();
    for (ActiveTask task : roster.running()) {
      if (task.needsCommit()) {
        tasks.add(task);
      }
    }
    return tasks.isEmpty() || !settings.exactlyOnce() ? tasks : List.copyOf(roster.running());
  }

  private void resumePartitions() {
    Set<TopicPartition> paused = consumer.paused();
    if (paused.isEmpty()) {
      return;
    }
    List<TopicPartition> ready = new ArrayList<>();
    for (TopicPartition partition : paused) {
      ActiveTask task = roster.reader(partition);
      if (task != null && task.buffered(partition) <= settings.bufferedRecords()) {
        ready.add(partition);
      }
    }
    consumer.resume(ready);
  }

  /** The transaction is void: drops what belonged to it. */
  void forgetTransaction(boolean fenced) {
    if (fenced) {
      outputs.producer.reset();
    } else {
      outputs.producer.abort();
    }
    outputs.collector.clearFailures();
  }

  /** Commits and closes what is running; returns whether nothing is left to wait for. */
  boolean shutDown(GroupClient group) {
    List<ActiveTask> running = List.copyOf(roster.running());
    if (!running.isEmpty()) {
      boolean committed = outputs.committer.commit(running);
      group.keeper().close(running, committed);
    }
    group.dropAll();
    return roster.leaving().isEmpty();
  }

  /** Closes the clients. */
  void close(boolean leaveGroup) {
    outputs.producer.close();
    consumer.close(
        CloseOptions.groupMembershipOperation(
            leaveGroup
                ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
                : CloseOptions.GroupMembershipOperation.DEFAULT));
    reports.close();
  }
}
