package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.OperatorNode;
import io.thalweg.streams.plan.StandIn;
import io.thalweg.streams.plan.Wrapping;
import io.thalweg.streams.processor.api.FixedKeyProcessorSupplier;
import io.thalweg.streams.processor.api.ProcessorSupplier;
import io.thalweg.streams.runtime.operator.AnyKeyProcessorOperator;
import io.thalweg.streams.runtime.operator.FixedKeyProcessorOperator;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.extra.Crossing;
import io.thalweg.streams.runtime.operator.extra.Packing;
import io.thalweg.streams.runtime.operator.extra.Unpacking;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the processors that a processor wrapper made around operators of the language. While such an
 * operator is assembled, what follows it is an exit to its processor.
 */
final class WrappedAssembly {
  private final OperatorContext context;
  private final Map<String, Crossing> open = new HashMap<>();

  WrappedAssembly(OperatorContext context) {
    this.context = context;
  }

  /** What follows an operator, as the rest of the assembly knows it. */
  interface Surroundings {
    Operator assemble(OperatorNode node);

    Operator downstream(String node);

    List<String> children(String node);

    Operator child(String child);
  }

  /** The way from a wrapped operator to a child, or to all if that is null; null if not wrapped. */
  @Nullable Operator exit(String node, @Nullable String child) {
    Crossing crossing = open.get(node);
    return crossing == null ? null : crossing.exit(child);
  }

  /** The operator and what is around it; the first is what its parents call. */
  List<Operator> around(OperatorNode node, Wrapping wrapping, Surroundings surroundings) {
    Crossing crossing = new Crossing(node.name(), context);
    open.put(node.name(), crossing);
    Operator inside = surroundings.assemble(node);
    open.remove(node.name());
    Operator processor =
        processor(node, wrapping, surroundings, standIn -> crossing.enter(standIn, inside));
    return List.of(new Packing(node.name(), context, processor), processor, inside);
  }

  private Operator processor(
      OperatorNode node, Wrapping wrapping, Surroundings surroundings, Consumer<StandIn> made) {
    String name = node.name();
    Set<String> stores = Set.copyOf(node.stores());
    Map<String, Operator> children = new LinkedHashMap<>();
    for (String child : surroundings.children(name)) {
      children.put(child, unpacked(name, surroundings.child(child)));
    }
    Operator all = unpacked(name, surroundings.downstream(name));
    ProcessorSupplier<Object, Object, Object, Object> anyKey = wrapping.anyKey(made);
    if (anyKey != null) {
      return new AnyKeyProcessorOperator(name, context, anyKey, stores, children, all);
    }
    FixedKeyProcessorSupplier<Object, Object, Object> fixedKey = wrapping.fixedKey(made);
    if (fixedKey == null) {
      throw new IllegalStateException(name + " is wrapped by nothing");
    }
    return new FixedKeyProcessorOperator(name, context, fixedKey, stores, children, all);
  }

  private Operator unpacked(String name, Operator operator) {
    return new Unpacking(name, context, operator);
  }
}
