package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.stores.user.TaskEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StateEngine#open} needs to open the state of one task.
 *
 * @param directory the task's directory; null if no store is persistent
 * @param stores with serdes resolved
 * @param changelogs by store name; absent if the store is not logged
 * @param topicIds of changelogs, as far as known
 * @param recordTimestamp the timestamp of the record being processed: what a changelog record of a
 *     store without timestamps carries
 * @param recordHeaders the headers of that record: what the changelog says of a row's deletion, if
 *     the store keeps headers
 * @param environment for stores that the user made
 */
public record TaskStateRequest(
    TaskId taskId,
    @Nullable Path directory,
    List<StoreSpec> stores,
    Map<String, TopicPartition> changelogs,
    Map<TopicPartition, Uuid> topicIds,
    Time time,
    LongSupplier recordTimestamp,
    Supplier<Headers> recordHeaders,
    TaskEnvironment environment) {

  /** A request of a task whose records have no headers, and of no application. */
  public TaskStateRequest(
      TaskId taskId,
      @Nullable Path directory,
      List<StoreSpec> stores,
      Map<String, TopicPartition> changelogs,
      Map<TopicPartition, Uuid> topicIds,
      Time time,
      LongSupplier recordTimestamp) {
    this(
        taskId,
        directory,
        stores,
        changelogs,
        topicIds,
        time,
        recordTimestamp,
        RecordHeaders::new,
        TaskEnvironment.none());
  }
}
