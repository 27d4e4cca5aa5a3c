package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.runtime.task.ActiveTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteRecordsResult;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what was committed from repartition topics, every {@code repartition.purge.interval.ms};
 * nobody else reads them. A request that fails is made again with the next. Owner: the stream
 * thread.
 */
final class RepartitionPurger {
  private final Admin admin;
  private final long intervalMs;

  // [stream thread]
  private long lastMs = -1;
  private @Nullable DeleteRecordsResult underway;

  RepartitionPurger(Admin admin, long intervalMs) {
    this.admin = admin;
    this.intervalMs = intervalMs;
  }

  /** After a commit. */
  void purgeIfDue(Collection<ActiveTask> tasks, long nowMs) {
    if (lastMs < 0) {
      lastMs = nowMs;
    }
    DeleteRecordsResult before = underway;
    if (nowMs - lastMs < intervalMs || (before != null && !before.all().isDone())) {
      return;
    }
    Map<TopicPartition, RecordsToDelete> obsolete = new HashMap<>();
    for (ActiveTask task : tasks) {
      task.takePurgeable()
          .forEach(
              (partition, offset) -> obsolete.put(partition, RecordsToDelete.beforeOffset(offset)));
    }
    if (!obsolete.isEmpty()) {
      underway = admin.deleteRecords(obsolete);
    }
    lastMs = nowMs;
  }
}
