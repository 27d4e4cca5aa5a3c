package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.extra.DeduplicateOperator;
import io.thalweg.streams.runtime.operator.extra.TimeToLiveOperator;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Makes the operators that Kafka Streams has not. */
final class ExtraAssembly {
  private final GraphAssembly graph;
  private final Serdes serdes;

  ExtraAssembly(GraphAssembly graph, Serdes serdes) {
    this.graph = graph;
    this.serdes = serdes;
  }

  /** The operator, or null if it is none of this family. */
  @Nullable Operator operator(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.Deduplicate s) {
      return new DeduplicateOperator(
          name, graph.context(), graph.rows(s.store()), s.id(), s.windowMs(), next);
    } else if (spec instanceof OperatorSpec.TimeToLive s) {
      return timeToLive(name, s, next);
    }
    return null;
  }

  private Operator timeToLive(String name, OperatorSpec.TimeToLive spec, Operator next) {
    StoreSpec store = serdes.store(spec.store());
    Serde<?> keys = store.keySerde();
    if (keys == null || !store.timestamped()) {
      throw new TopologyException(
          "Store "
              + store.name()
              + " cannot have a time to live: its rows have no timestamps. Use a supplier of"
              + " timestamped stores, or none");
    }
    TimeToLiveOperator.Table table =
        new TimeToLiveOperator.Table(
            graph.rows(spec.store()),
            raw -> keys.deserializer().deserialize(store.name(), raw),
            next,
            graph.downstream(spec.table()),
            spec.sendOldValues());
    return new TimeToLiveOperator(name, graph.context(), table, spec.index(), spec.millis());
  }
}
