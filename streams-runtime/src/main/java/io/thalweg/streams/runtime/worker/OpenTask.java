package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.processor.TaskId;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.task.TaskBlueprint;
import io.thalweg.streams.stores.TaskState;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * A task whose state is open but not known to be complete. While it is being restored the state
 * belongs to the restore thread.
 *
 * @param changelogs by store name
 */
record OpenTask(
    TaskId id,
    Set<TopicPartition> partitions,
    TaskBlueprint blueprint,
    CurrentRecord current,
    TaskState state,
    Map<String, TopicPartition> changelogs) {}
