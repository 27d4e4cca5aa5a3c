package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.view.BranchedView;
import io.thalweg.streams.kstream.Branched;
import io.thalweg.streams.kstream.BranchedKStream;
import io.thalweg.streams.kstream.KStream;
import io.thalweg.streams.kstream.Predicate;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stream being split. */
final class DslBranches<K, V> implements BranchedKStream<K, V> {
  private final Draft draft;
  private final Flow flow;
  private final String name;
  private final Map<String, KStream<K, V>> outputs = new HashMap<>();
  private int branches;

  DslBranches(Draft draft, Flow flow, String name) {
    this.draft = draft;
    this.flow = flow;
    this.name = name;
    draft.add(new Step.Split(name, flow.node()));
  }

  @Override
  public BranchedKStream<K, V> branch(Predicate<? super K, ? super V> predicate) {
    Objects.requireNonNull(predicate, "predicate cannot be null");
    add(predicate, null, Integer.toString(branches + 1));
    return this;
  }

  @Override
  public BranchedKStream<K, V> branch(
      Predicate<? super K, ? super V> predicate, Branched<K, V> branched) {
    Objects.requireNonNull(predicate, "predicate cannot be null");
    Objects.requireNonNull(branched, "branched cannot be null");
    add(predicate, new BranchedView<>(branched), Integer.toString(branches + 1));
    return this;
  }

  @Override
  public Map<String, KStream<K, V>> defaultBranch() {
    add(null, null, "0");
    return outputs;
  }

  @Override
  public Map<String, KStream<K, V>> defaultBranch(Branched<K, V> branched) {
    Objects.requireNonNull(branched, "branched cannot be null");
    add(null, new BranchedView<>(branched), "0");
    return outputs;
  }

  @Override
  public Map<String, KStream<K, V>> noDefaultBranch() {
    return outputs;
  }

  private void add(
      @Nullable Predicate<? super K, ? super V> predicate,
      @Nullable BranchedView<K, V> options,
      String position) {
    branches++;
    draft.names().node("KSTREAM-BRANCHCHILD-");
    String given = options == null ? null : options.name();
    String child = name + (given != null ? given : position);
    draft.add(
        new Step.Operator(
            child, new OperatorSpec.PassThrough(), List.of(name), List.of(), List.of()));
    draft.addArm(
        name,
        new OperatorSpec.Branch.Arm(predicate == null ? null : Erased.cast(predicate), child));
    hand(child, new DslStream<>(draft, flow.at(child)), options);
  }

  private void hand(String child, KStream<K, V> branch, @Nullable BranchedView<K, V> options) {
    var function = options == null ? null : options.chainFunction();
    var consumer = options == null ? null : options.chainConsumer();
    if (function != null) {
      KStream<K, V> result = function.apply(branch);
      if (result != null) {
        outputs.put(child, result);
      }
    } else if (consumer != null) {
      consumer.accept(branch);
    } else {
      outputs.put(child, branch);
    }
  }
}
