package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.ForeignKeyNodes;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.TableJoinedView;
import io.thalweg.streams.kstream.TableJoined;
import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.plan.ForeignKeyJoin;
import io.thalweg.streams.plan.ForeignKeyJoin.Role;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.processor.StreamPartitioner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.common.serialization.Serde;

/** Joins of two tables by a foreign key. */
final class ForeignKeyJoins {
  private final Draft draft;
  private final DslTable<?, ?> left;
  private final DslTable<?, ?> right;

  ForeignKeyJoins(Draft draft, DslTable<?, ?> left, DslTable<?, ?> right) {
    this.draft = draft;
    this.left = left;
    this.right = right;
  }

  /** What the user says of the join. */
  record Wish(
      BiFunction<?, ?, ?> foreignKey,
      ValueJoiner<?, ?, ?> joiner,
      boolean optional,
      TableJoined<?, ?> joined) {
    Wish {
      Objects.requireNonNull(foreignKey, "foreignKeyExtractor can't be null");
      Objects.requireNonNull(joiner, "joiner can't be null");
      Objects.requireNonNull(joined, "tableJoined can't be null");
    }
  }

  /** Appends a join. */
  <K, VR> DslTable<K, VR> join(Wish wish, MaterializedView<?, ?, ?> view) {
    TableJoinedView<?, ?> options = new TableJoinedView<>(wish.joined);
    List<String> leftStores = left.readStores();
    List<String> rightStores = right.readStores();
    draft.wantOldValues(left.flow().node());
    draft.wantOldValues(right.flow().node()); // filters then know what is no news
    ForeignKeyNodes nodes = new ForeignKeyNodes(draft.names(), options.name());
    ForeignKeyJoin join = join(wish, nodes, options.partitioner() != null);
    rightSide(join, nodes, rightStores, options);
    leftSide(join, nodes, leftStores);
    return result(nodes, view);
  }

  private ForeignKeyJoin join(Wish wish, ForeignKeyNodes nodes, boolean answersByKey) {
    Flow from = left.flow();
    Flow to = right.flow();
    return new ForeignKeyJoin(
        new ForeignKeyJoin.Tables(from.node(), to.node()),
        new ForeignKeyJoin.How(
            Erased.cast(wish.foreignKey), Erased.cast(wish.joiner), wish.optional),
        nodes.wiring(),
        new ForeignKeyJoin.Serdes(from.keySerde(), from.valueSerde()),
        new ForeignKeyJoin.Serdes(to.keySerde(), to.valueSerde()),
        answersByKey);
  }

  /** From the left table's changes to the answers. */
  private void rightSide(
      ForeignKeyJoin join,
      ForeignKeyNodes nodes,
      List<String> rightStores,
      TableJoinedView<?, ?> options) {
    operator(nodes.subscribe(), join, Role.SUBSCRIBE, left.flow().node(), List.of());
    draft.add(
        new Step.Hop(
            nodes.subscriptionHop(right.flow().keySerde(), options.otherPartitioner()),
            List.of(nodes.subscribe())));
    StoreDraft store = StoreDraft.fixed(nodes.subscriptionStore());
    draft.add(
        new Step.Operator(
            nodes.receive(),
            new OperatorSpec.ForeignKeyPart(join, Role.RECEIVE),
            List.of(nodes.subscriptionSource()),
            List.of(store),
            List.of()));
    operator(nodes.answer(), join, Role.ANSWER, nodes.receive(), rightStores);
    operator(nodes.notifier(), join, Role.NOTIFY, right.flow().node(), List.of(nodes.store()));
    copartition(right.flow().sources(), nodes.subscriptionSource());
    StreamPartitioner<?, ?> byKey = options.partitioner();
    draft.add(
        new Step.Hop(
            nodes.answerHop(left.flow().keySerde(), byKey),
            List.of(nodes.answer(), nodes.notifier())));
  }

  private void leftSide(ForeignKeyJoin join, ForeignKeyNodes nodes, List<String> leftStores) {
    operator(nodes.resolve(), join, Role.RESOLVE, nodes.answerSource(), leftStores);
    copartition(left.flow().sources(), nodes.answerSource());
  }

  private <K, VR> DslTable<K, VR> result(ForeignKeyNodes nodes, MaterializedView<?, ?, ?> view) {
    StoreChoice store = StoreChoice.of(draft.names(), view, ForeignKeyNodes.OUTPUT);
    Flow from = left.flow();
    Serde<?> key = view.keySerde() != null ? view.keySerde() : from.keySerde();
    draft.add(
        new Step.Table(
            nodes.output(),
            nodes.resolve(),
            store.keyValue(view, key, view.valueSerde()),
            store.queryable(),
            null));
    Set<String> sources = new LinkedHashSet<>(from.sources());
    sources.add(nodes.answerSource());
    Flow flow = new Flow(nodes.output(), sources, key, view.valueSerde(), false);
    return DslTable.storedOnDemand(draft, flow, new StoreChoice(store.name(), true));
  }

  private void operator(
      String name, ForeignKeyJoin join, Role role, String parent, List<String> uses) {
    draft.add(
        new Step.Operator(
            name, new OperatorSpec.ForeignKeyPart(join, role), List.of(parent), List.of(), uses));
  }

  private void copartition(Set<String> sources, String source) {
    Set<String> group = new LinkedHashSet<>(sources);
    group.add(source);
    draft.add(new Step.Copartition(group));
  }
}
