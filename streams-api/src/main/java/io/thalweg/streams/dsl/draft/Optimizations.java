package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.StreamsConfig;
import java.util.List;
import java.util.Set;

/**
 * The rewriting that {@code topology.optimization} asks for: each from steps to steps.
 *
 * @param reuseSourceTopics tables read from a topic use it as their changelog
 * @param mergeRepartitionTopics what follows from one change of key shares one topic
 * @param processorsCountAsChanges whether process counts as a change of key and value, and
 *     processValues as one of value, when topics are merged
 * @param singleStoreSelfJoin a stream that is joined with itself is kept once
 */
public record Optimizations(
    boolean reuseSourceTopics,
    boolean mergeRepartitionTopics,
    boolean processorsCountAsChanges,
    boolean singleStoreSelfJoin) {
  /** Leaves everything as it was said. */
  public static final Optimizations NONE = new Optimizations(false, false, false, false);

  /** The optimizations of those names. */
  public static Optimizations of(Set<String> names, boolean processorsCountAsChanges) {
    return new Optimizations(
        names.contains(StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS),
        names.contains(StreamsConfig.MERGE_REPARTITION_TOPICS),
        processorsCountAsChanges,
        names.contains(StreamsConfig.SINGLE_STORE_SELF_JOIN));
  }

  public List<Step> apply(List<Step> steps) {
    List<Step> tables =
        reuseSourceTopics ? steps : steps.stream().map(Optimizations::withOwnChangelog).toList();
    List<Step> merged =
        mergeRepartitionTopics
            ? RepartitionMerging.apply(tables, processorsCountAsChanges)
            : tables;
    return singleStoreSelfJoin
        ? merged.stream().map(Optimizations::onSingleStore).toList()
        : merged;
  }

  private static Step onSingleStore(Step step) {
    return step instanceof Step.StreamJoin join
        ? new Step.StreamJoin(join.nodes().onSingleStore())
        : step;
  }

  private static Step withOwnChangelog(Step step) {
    return step instanceof Step.Table table
        ? new Step.Table(table.name(), table.parent(), table.store(), table.alwaysStored(), null)
        : step;
  }
}
