package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.StoreSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Refuses internal topics and stores with generated names, which change with every operator that is
 * added above them.
 */
final class ExplicitNames {
  private final Set<String> changelogs = new LinkedHashSet<>();
  private final Set<String> stores = new LinkedHashSet<>();
  private final Set<String> repartitions = new LinkedHashSet<>();

  private ExplicitNames() {}

  /**
   * Checks all that was said.
   *
   * @throws TopologyException if a name is missing; it lists them all
   */
  static void check(List<Step> steps, Names names) {
    ExplicitNames generated = new ExplicitNames();
    for (Step step : steps) {
      if (step instanceof Step.Operator operator) {
        operator.owns().forEach(store -> generated.store(store, names));
      } else if (step instanceof Step.Table table) {
        generated.store(table.store(), names);
      } else if (step instanceof Step.StreamJoin join) {
        join.nodes().stores().forEach(store -> generated.store(store, names));
      } else if (step instanceof Step.Global global) {
        generated.store(global.store(), names);
      } else if (step instanceof Step.Repartition repartition) {
        generated.repartition(repartition);
      }
    }
    generated.refuse();
  }

  private void store(StoreDraft store, Names names) {
    if (names.isGeneratedStore(store.name())) {
      StoreSpec.Kind kind = store.spec().kind();
      if (!kind.buffer() || kind == StoreSpec.Kind.OUTER_JOIN_BUFFER) { // as Kafka Streams lists
        stores.add(store.name());
      }
      if (store.spec().options().logging()) {
        changelogs.add(store.name() + "-changelog");
      }
    }
  }

  private void repartition(Step.Repartition repartition) {
    if (!repartition.hop().given()) {
      repartitions.add(repartition.hop().topic());
    }
  }

  private void refuse() {
    StringBuilder text = new StringBuilder();
    list(text, "changelog topic(s)", changelogs);
    list(text, "state store(s)", stores);
    list(text, "repartition topic(s)", repartitions);
    if (!text.isEmpty()) {
      throw new TopologyException(text.toString());
    }
  }

  private static void list(StringBuilder text, String what, Set<String> names) {
    if (!names.isEmpty()) {
      text.append("Following ").append(what).append(" has not been named: ");
      text.append(String.join(", ", names)).append('\n');
    }
  }
}
