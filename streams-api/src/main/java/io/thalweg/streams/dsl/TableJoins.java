package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Names;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreChoice;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.NamedView;
import io.thalweg.streams.kstream.Named;
import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Joins of two tables by their key: one node for the changes of each table, one for the result. */
final class TableJoins {
  private final Draft draft;
  private final DslTable<?, ?> left;
  private final DslTable<?, ?> right;

  /** The kinds of joins. */
  enum Kind {
    INNER(false, false),
    LEFT(true, false),
    OUTER(true, true);

    private final boolean rightOptional;
    private final boolean leftOptional;

    Kind(boolean rightOptional, boolean leftOptional) {
      this.rightOptional = rightOptional;
      this.leftOptional = leftOptional;
    }
  }

  TableJoins(Draft draft, DslTable<?, ?> left, DslTable<?, ?> right) {
    this.draft = draft;
    this.left = left;
    this.right = right;
  }

  /** The names of the three nodes. */
  private record Nodes(String merge, String fromLeft, String fromRight) {
    static Nodes of(Names names, @Nullable String given) {
      return new Nodes(
          names.node(given, "KTABLE-MERGE-"),
          names.node(given == null ? null : given + "-join-this", "KTABLE-JOINTHIS-"),
          names.node(given == null ? null : given + "-join-other", "KTABLE-JOINOTHER-"));
    }
  }

  /** Appends a join; {@code view} is null if the result is not kept. */
  <K, VR> DslTable<K, VR> join(
      Kind kind,
      ValueJoiner<?, ?, ?> joiner,
      Named named,
      @Nullable MaterializedView<?, ?, ?> view) {
    Objects.requireNonNull(joiner, "joiner cannot be null");
    Objects.requireNonNull(named, "named cannot be null");
    List<String> leftStores = left.readStores();
    List<String> rightStores = right.readStores();
    if (kind.rightOptional) {
      draft.wantOldValues(left.flow().node());
    }
    if (kind.leftOptional) {
      draft.wantOldValues(right.flow().node());
    }
    StoreChoice store = view == null ? null : StoreChoice.of(draft.names(), view, "KTABLE-MERGE-");
    Nodes nodes = Nodes.of(draft.names(), new NamedView(named).name());
    OperatorSpec.TableJoin join =
        new OperatorSpec.TableJoin(
            left.flow().node(),
            right.flow().node(),
            Erased.cast(joiner),
            kind.rightOptional,
            kind.leftOptional);
    side(nodes.fromLeft(), new OperatorSpec.TableJoinSide(join, true, false), left, rightStores);
    side(nodes.fromRight(), new OperatorSpec.TableJoinSide(join, false, false), right, leftStores);
    Flow result = result(view).at(nodes.merge());
    List<String> sides = List.of(nodes.fromLeft(), nodes.fromRight());
    if (view == null || store == null) {
      merge(nodes.merge(), new OperatorSpec.TableMerge(join, null, false), sides, List.of());
      List<String> read = new ArrayList<>(leftStores);
      read.addAll(rightStores);
      return DslTable.derived(draft, result, read);
    }
    merge(
        nodes.merge(),
        new OperatorSpec.TableMerge(join, store.name(), false),
        sides,
        List.of(store.keyValue(view, result.keySerde(), result.valueSerde())));
    return DslTable.stored(draft, result, store);
  }

  private void side(
      String name, OperatorSpec spec, DslTable<?, ?> table, List<String> storesOfOther) {
    draft.add(
        new Step.Operator(name, spec, List.of(table.flow().node()), List.of(), storesOfOther));
  }

  private void merge(String name, OperatorSpec spec, List<String> sides, List<StoreDraft> owns) {
    draft.add(new Step.Operator(name, spec, sides, owns, List.of()));
    draft.add(new Step.Copartition(left.flow().sourcesWith(right.flow())));
  }

  private Flow result(@Nullable MaterializedView<?, ?, ?> view) {
    Flow flow = left.flow().withSources(left.flow().sourcesWith(right.flow())).withValueSerde(null);
    if (view == null) {
      return flow;
    }
    return flow.withKeySerde(view.keySerde() != null ? view.keySerde() : flow.keySerde())
        .withValueSerde(view.valueSerde());
  }
}
