package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TableView;
import io.thalweg.streams.runtime.operator.table.JoinView;
import io.thalweg.streams.runtime.operator.table.TransformedView;
import io.thalweg.streams.runtime.operator.table.TransformerHost;
import org.jspecify.annotations.Nullable;

/**
 * Finds how rows of a table are read: from its store, or through the operators that make it from
 * tables with stores.
 */
final class TableViews {
  private final GraphAssembly graph;

  TableViews(GraphAssembly graph) {
    this.graph = graph;
  }

  /** The table that an operator makes. */
  TableView of(String tableNode) {
    OperatorSpec spec = graph.specOf(tableNode);
    String store = storeOf(spec);
    if (store != null) {
      return TableView.of(graph.rows(store));
    }
    if (spec instanceof OperatorSpec.TableMerge merge) {
      return new JoinView(of(merge.join().left()), of(merge.join().right()), merge.join());
    }
    TableView parent = of(graph.parentOf(tableNode));
    if (spec instanceof OperatorSpec.TableFilter s) {
      return parent.filtered(s.predicate(), s.negate());
    } else if (spec instanceof OperatorSpec.TableMapValues s) {
      return parent.mapped(s.mapper());
    } else if (spec instanceof OperatorSpec.TableTransformValues s) {
      return new TransformedView(parent, transformer(tableNode, s, true));
    } else if (spec instanceof OperatorSpec.Suppress s) {
      return graph.windows().suppressed(s, parent);
    } else if (spec instanceof OperatorSpec.PassThrough) { // of a cogroup
      return parent;
    }
    throw new IllegalStateException(tableNode + " is no table to be joined with");
  }

  /** A transformer of that operator, which lives as long as the task. */
  TransformerHost transformer(String node, OperatorSpec.TableTransformValues spec, boolean reads) {
    return graph.beside(
        new TransformerHost(node, graph.context(), spec.supplier(), graph.storesOf(node), reads));
  }

  /** Whether the raw key that comes into {@code node} may stand for the key of a table's row. */
  RawUse keyUse(String node, String tableNode) {
    OperatorSpec spec = graph.specOf(tableNode);
    String store = storeOf(spec);
    if (store != null) {
      return graph.keyUse(node, store);
    }
    if (spec instanceof OperatorSpec.TableMerge merge) {
      RawUse left = keyUse(node, merge.join().left());
      return left == keyUse(node, merge.join().right()) ? left : RawUse.NEVER;
    }
    return keyUse(node, graph.parentOf(tableNode));
  }

  /** Whether a table keeps former values, itself or in the table with a store that it follows. */
  boolean versioned(String tableNode) {
    OperatorSpec spec = graph.specOf(tableNode);
    String store = storeOf(spec);
    if (store != null) {
      return graph.versioned(store);
    }
    return spec instanceof OperatorSpec.DerivedTable derived
        && derived.inheritsVersions()
        && versioned(graph.parentOf(tableNode));
  }

  private static @Nullable String storeOf(OperatorSpec spec) {
    if (spec instanceof OperatorSpec.TableSource s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.DerivedTable s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.TableMerge s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.TableAggregate s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.TableReduce s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.StreamAggregate s) {
      return s.store();
    } else if (spec instanceof OperatorSpec.StreamReduce s) {
      return s.store();
    }
    return null;
  }
}
