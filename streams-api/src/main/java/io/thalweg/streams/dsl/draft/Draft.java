package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that has been said so far, in order. The objects of the language append to it and hold no
 * other state; what can only be known at the end (which tables need a store, which branches a split
 * has) is noted beside the steps. Not thread-safe.
 */
public final class Draft {
  private final Names names = new Names();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Step> tables = new HashMap<>();
  private final Set<String> materialized = new HashSet<>();
  private final Set<String> oldValues = new HashSet<>();
  private final Map<String, List<OperatorSpec.Branch.Arm>> arms = new HashMap<>();
  private final Map<String, String> repartitionSources = new HashMap<>();
  private SharedSources shared = SharedSources.NONE;
  private Set<String> nullKeyed = Set.of();
  private int written;

  public Names names() {
    return names;
  }

  public void add(Step step) {
    steps.add(step);
    if (step instanceof Step.Table table) {
      tables.put(table.name(), step);
    } else if (step instanceof Step.Operator operator) {
      tables.put(operator.name(), step);
    }
  }

  /** Notes that the table made by that node must be kept in its store. */
  public void materialize(String tableNode) {
    materialized.add(tableNode);
  }

  public boolean isMaterialized(String tableNode) {
    return materialized.contains(tableNode);
  }

  /**
   * Notes that somebody below the table made by that node would use old values. They are passed on
   * if they are known by now: from the table's own store, or from that of a table further up.
   *
   * @return whether they are
   */
  public boolean wantOldValues(String tableNode) {
    Step step = tables.get(tableNode);
    boolean known;
    if (step instanceof Step.Table table) {
      known = table.alwaysStored() || isMaterialized(tableNode);
    } else if (step instanceof Step.Operator operator) {
      known =
          operator.spec() instanceof OperatorSpec.TableMerge ? wantAll(operator) : known(operator);
    } else {
      known = false;
    }
    if (known) {
      oldValues.add(tableNode);
    }
    return known;
  }

  private boolean known(Step.Operator operator) {
    return !operator.owns().isEmpty() || wantAll(operator);
  }

  /**
   * A join makes its old values from those of its tables, which have stores, even if it has one.
   */
  private boolean wantAll(Step.Operator merge) {
    boolean known = true;
    for (String side : merge.parents()) {
      known &= wantOldValues(side);
    }
    return known;
  }

  /**
   * The store with former values that the table made by that node is read from: its own, or that of
   * the table it is derived from row by row. Null if there is none.
   */
  public @Nullable StoreDraft history(String tableNode) {
    Step step = tables.get(tableNode);
    StoreDraft store = null;
    if (step instanceof Step.Table table) {
      store = table.store();
    } else if (step instanceof Step.Operator operator) {
      OperatorSpec spec = operator.spec();
      if (!operator.owns().isEmpty()) {
        store = operator.owns().get(0);
      } else if (spec instanceof OperatorSpec.DerivedTable derived && derived.inheritsVersions()) {
        return history(operator.parents().get(0));
      }
    }
    return store != null && store.spec().kind() == StoreSpec.Kind.VERSIONED ? store : null;
  }

  /** Notes that the operator passes on the old values it gets. */
  public void passOldValues(String node) {
    oldValues.add(node);
  }

  public boolean sendsOldValues(String node) {
    return oldValues.contains(node);
  }

  /**
   * How long the windows above a node accept late records, in ms.
   *
   * @throws io.thalweg.streams.errors.TopologyException if there are no windows above it
   */
  public long windowGraceMs(String node) {
    return WindowGrace.of(steps, node);
  }

  /** Notes one more branch of a split, after those before. */
  public void addArm(String splitNode, OperatorSpec.Branch.Arm arm) {
    arms.computeIfAbsent(splitNode, any -> new ArrayList<>()).add(arm);
  }

  public List<OperatorSpec.Branch.Arm> arms(String splitNode) {
    return arms.getOrDefault(splitNode, List.of());
  }

  /** The source of the repartition topic that a join of {@code flowNode} made last, or null. */
  public @Nullable String repartitionSource(String flowNode) {
    return repartitionSources.get(flowNode);
  }

  public void rememberRepartition(String flowNode, String source) {
    repartitionSources.put(flowNode, source);
  }

  /** The node that stands for {@code name}: another source if two read the same topics. */
  public String kept(String name) {
    return shared.kept(name);
  }

  /** Whether the repartition topic read by that source takes records without a key. */
  boolean takesNullKeys(String source) {
    return nullKeyed.contains(source);
  }

  public boolean isKept(Step.Source source) {
    return !shared.isDropped(source);
  }

  /** The nodes that stand for these; those that stand for others come last. */
  public List<String> kept(List<String> list) {
    List<String> result = new ArrayList<>();
    list.stream().filter(name -> kept(name).equals(name)).forEach(result::add);
    result.addAll(shared.standIns(list));
    return result;
  }

  public Set<String> keptSet(Set<String> set) {
    Set<String> result = new LinkedHashSet<>();
    set.forEach(name -> result.add(kept(name)));
    return result;
  }

  /**
   * Refuses generated names of internal topics and stores.
   *
   * @throws io.thalweg.streams.errors.TopologyException if there are any
   */
  public void checkExplicitNames() {
    ExplicitNames.check(steps, names);
  }

  /**
   * Writes what was said since the last call.
   *
   * @throws io.thalweg.streams.errors.TopologyException if it makes no valid topology
   */
  public void writeTo(PlanBuilder plan, Optimizations optimizations) {
    shared = SharedSources.find(steps);
    List<Step> rest = List.copyOf(steps.subList(written, steps.size()));
    List<Step> optimized = optimizations.apply(rest);
    nullKeyed = NullKeys.sources(optimized);
    for (Step step : optimized) {
      step.write(plan, this);
    }
    written = steps.size();
  }
}
