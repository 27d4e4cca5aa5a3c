package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What joins two streams: each side keeps its records and looks for partners in what the other has
 * kept; the results of both meet in one node.
 *
 * @param outer null if records without a partner make no result
 * @param singleStore whether a stream that is joined with itself is to keep its records only once
 */
public record StreamJoinNodes(
    Side left,
    Side right,
    String merge,
    OperatorSpec.JoinSpan span,
    ValueJoinerWithKey<Object, Object, Object, Object> joiner,
    @Nullable Outer outer,
    boolean singleStore) {

  /**
   * One side.
   *
   * @param window the node that keeps its records
   * @param join the node that looks for their partners
   */
  public record Side(String parent, String window, String join, StoreDraft store) {
    private Side below(UnaryOperator<String> moved) {
      return new Side(moved.apply(parent), window, join, store);
    }
  }

  /**
   * Results without a partner.
   *
   * @param store where records wait for one
   * @param rights whether those of the right side make results, too
   */
  public record Outer(StoreDraft store, boolean rights) {}

  /** The same below other nodes. */
  StreamJoinNodes below(UnaryOperator<String> moved) {
    return new StreamJoinNodes(
        left.below(moved), right.below(moved), merge, span, joiner, outer, singleStore);
  }

  /** The same, with one store if both sides turn out to be one stream. */
  StreamJoinNodes onSingleStore() {
    return new StreamJoinNodes(left, right, merge, span, joiner, outer, true);
  }

  /** All stores that it may need. */
  List<StoreDraft> stores() {
    return outer == null
        ? List.of(left.store(), right.store())
        : List.of(left.store(), right.store(), outer.store());
  }

  void write(PlanBuilder plan, Draft draft) {
    String leftParent = draft.kept(left.parent());
    if (singleStore && leftParent.equals(draft.kept(right.parent()))) {
      writeSelfJoin(plan, leftParent);
      return;
    }
    keep(plan, left, leftParent);
    keep(plan, right, draft.kept(right.parent()));
    if (outer != null) {
      plan.addStore(outer.store());
    }
    join(plan, left, right.store().name(), true);
    join(plan, right, left.store().name(), false);
    plan.addOperator(
        merge, new OperatorSpec.PassThrough(), List.of(left.join(), right.join()), List.of());
  }

  /** Each record has itself as a partner: none is without. */
  private void writeSelfJoin(PlanBuilder plan, String parent) {
    keep(plan, left, parent);
    String store = left.store().name();
    plan.addOperator(
        merge,
        new OperatorSpec.StreamSelfJoin(store, span, joiner),
        List.of(left.window()),
        List.of(store));
  }

  private static void keep(PlanBuilder plan, Side side, String parent) {
    String store = side.store().name();
    plan.addOperator(
        side.window(), new OperatorSpec.KeepForJoin(store), List.of(parent), List.of());
    plan.addStore(side.store());
    plan.connect(side.window(), List.of(store));
  }

  private void join(PlanBuilder plan, Side side, String otherStore, boolean isLeft) {
    List<String> uses = new ArrayList<>(List.of(otherStore));
    OperatorSpec.Unmatched unmatched = null;
    if (outer != null) {
      unmatched =
          new OperatorSpec.Unmatched(
              outer.store().name(), left.store().name(), right.store().name(), outer.rights());
      uses.add(outer.store().name());
    }
    plan.addOperator(
        side.join(),
        new OperatorSpec.StreamJoin(isLeft, otherStore, span, joiner, unmatched),
        List.of(side.window()),
        uses);
  }
}
