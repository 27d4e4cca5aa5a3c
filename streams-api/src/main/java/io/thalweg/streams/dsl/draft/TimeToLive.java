package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;

/** Writes what removes old rows of a table: a node above the table's, and an index of its keys. */
final class TimeToLive {
  private static final String SUFFIX = "-ttl";

  private TimeToLive() {}

  /**
   * Writes the node if rows of one of these stores do not live for ever.
   *
   * @return what the table's node stands below
   * @throws TopologyException if the store is of a kind whose rows have another end
   */
  static List<String> write(
      PlanBuilder plan, String table, List<String> parents, List<StoreDraft> owns, boolean old) {
    for (StoreDraft store : owns) {
      long millis = store.spec().options().timeToLiveMs();
      if (millis > 0) {
        check(store.spec());
        StoreDraft index = index(store);
        String node = table + SUFFIX;
        plan.addOperator(
            node,
            new OperatorSpec.TimeToLive(table, store.name(), index.name(), millis, old),
            parents,
            List.of());
        plan.addStore(index);
        plan.connect(node, List.of(index.name()));
        return List.of(node);
      }
    }
    return parents;
  }

  private static void check(StoreSpec spec) {
    if (spec.kind() == StoreSpec.Kind.VERSIONED || spec.window() != null) {
      throw new TopologyException(
          "Store "
              + spec.name()
              + " cannot have a time to live, which is for tables of rows by key: windows and"
              + " sessions end by withRetention, versions by the history retention of their store");
    }
  }

  private static StoreDraft index(StoreDraft store) {
    StoreSpec spec = store.spec();
    StoreSpec index =
        new StoreSpec(
            spec.name() + SUFFIX,
            StoreSpec.Kind.KEY_VALUE,
            spec.engine(),
            null,
            Serdes.Bytes(),
            Serdes.ByteArray(),
            new StoreSpec.Options(false, spec.options().logging(), Map.of()),
            null);
    return new StoreDraft(index, store.open(), store.chooser(), store.emit());
  }
}
