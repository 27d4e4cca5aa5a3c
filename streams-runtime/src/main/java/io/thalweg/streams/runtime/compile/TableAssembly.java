package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.Fold;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Lane;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.table.StoredTransformValuesOperator;
import io.thalweg.streams.runtime.operator.table.TableAggregateOperator;
import io.thalweg.streams.runtime.operator.table.TableAggregateOperator.Steps;
import io.thalweg.streams.runtime.operator.table.TableJoinOperator;
import io.thalweg.streams.runtime.operator.table.TableMergeOperator;
import io.thalweg.streams.runtime.operator.table.TableRegroupOperator;
import io.thalweg.streams.runtime.operator.table.TransformValuesOperator;
import io.thalweg.streams.runtime.operator.table.TransformerHost;
import org.jspecify.annotations.Nullable;

/** Makes the operators of joins, aggregations and transformations of tables. */
final class TableAssembly {
  private final GraphAssembly graph;
  private final TableViews views;
  private final OperatorContext context;
  private final StreamsConfig config;

  TableAssembly(GraphAssembly graph, TableViews views, StreamsConfig config) {
    this.graph = graph;
    this.views = views;
    this.context = graph.context();
    this.config = config;
  }

  /** The operator, or null if it is none of this family. */
  @Nullable Operator operator(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.TableRegroup s) {
      return new TableRegroupOperator(name, context, s.selector(), changesGoApart(), next);
    } else if (spec instanceof OperatorSpec.TableAggregate s) {
      Fold adder = Fold.of(s.initializer(), s.adder());
      Fold subtractor =
          (present, key, value) -> s.subtractor().apply(key, Given.to(value), Given.to(present));
      return aggregate(name, s.store(), new Steps(adder, subtractor), s.sendOldValues(), next);
    } else if (spec instanceof OperatorSpec.TableReduce s) {
      Steps steps = new Steps(Fold.of(s.adder()), Fold.of(s.subtractor()));
      return aggregate(name, s.store(), steps, s.sendOldValues(), next);
    } else if (spec instanceof OperatorSpec.TableJoinSide s) {
      return join(name, s, next);
    } else if (spec instanceof OperatorSpec.TableMerge s) {
      String store = s.store();
      return store == null
          ? next
          : new TableMergeOperator(
              name, context, graph.rows(store), graph.lane(name, store, s.sendOldValues()), next);
    } else if (spec instanceof OperatorSpec.TableTransformValues s) {
      return transform(name, s, next);
    }
    return null;
  }

  private Operator aggregate(
      String name, String store, Steps steps, boolean sendOldValues, Operator next) {
    return new TableAggregateOperator(
        name, context, graph.rows(store), steps, graph.lane(name, store, sendOldValues), next);
  }

  private Operator join(String name, OperatorSpec.TableJoinSide spec, Operator next) {
    OperatorSpec.TableJoin join = spec.join();
    String other = spec.fromLeft() ? join.right() : join.left();
    Lane lane = new Lane(views.keyUse(name, other), spec.sendOldValues());
    return new TableJoinOperator(name, context, views.of(other), join, spec.fromLeft(), lane, next);
  }

  private Operator transform(String name, OperatorSpec.TableTransformValues spec, Operator next) {
    TransformerHost host = views.transformer(name, spec, false);
    String store = spec.store();
    return store == null
        ? new TransformValuesOperator(name, context, host, spec.sendOldValues(), next)
        : new StoredTransformValuesOperator(
            name,
            context,
            graph.rows(store),
            host,
            graph.lane(name, store, spec.sendOldValues()),
            next);
  }

  /** Members before 3.5 do not understand a change with both values (KIP-904). */
  private boolean changesGoApart() {
    String from = config.getString(StreamsConfig.UPGRADE_FROM_CONFIG);
    if (from == null) {
      return false;
    }
    String[] version = from.split("\\.", -1);
    int major = Integer.parseInt(version[0]);
    return major < 3 || (major == 3 && Integer.parseInt(version[1]) < 5);
  }
}
