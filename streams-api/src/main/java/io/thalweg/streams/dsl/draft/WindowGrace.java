package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.plan.OperatorSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Finds how long the windows above a node accept late records. */
final class WindowGrace {
  private final Map<String, Step> byName = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  private WindowGrace(List<Step> steps) {
    steps.forEach(this::note);
  }

  /**
   * The longest grace period, in ms, of the nearest windowed aggregations above {@code node}; for
   * sessions with the gap, after which only they are over.
   *
   * @throws TopologyException if there are none
   */
  static long of(List<Step> steps, String node) {
    return new WindowGrace(steps)
        .longest(node)
        .orElseThrow(
            () ->
                new TopologyException(
                    "Window close time is only defined for windowed computations; there is none"
                        + " above "
                        + node));
  }

  private void note(Step step) {
    if (step instanceof Step.Operator operator) {
      byName.put(operator.name(), step);
    } else if (step instanceof Step.Table table) {
      byName.put(table.name(), step);
    } else if (step instanceof Step.Processor processor) {
      byName.put(processor.name(), step);
    } else if (step instanceof Step.Split split) {
      byName.put(split.name(), step);
    } else if (step instanceof Step.Repartition repartition) {
      byName.put(repartition.hop().source(), step);
    }
  }

  private OptionalLong longest(String node) {
    Step step = byName.get(node);
    if (step == null || !seen.add(node)) {
      return OptionalLong.empty();
    }
    if (step instanceof Step.Operator operator) {
      OptionalLong own = own(operator.spec());
      if (own.isPresent()) {
        return own;
      }
    }
    return step.parents().stream()
        .map(this::longest)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .max();
  }

  private static OptionalLong own(OperatorSpec spec) {
    if (spec instanceof OperatorSpec.WindowAggregate s) {
      return OptionalLong.of(s.windows().gracePeriodMs());
    } else if (spec instanceof OperatorSpec.SlidingAggregate s) {
      return OptionalLong.of(s.windows().gracePeriodMs());
    } else if (spec instanceof OperatorSpec.SessionAggregate s) {
      return OptionalLong.of(s.windows().gracePeriodMs() + s.windows().inactivityGap());
    }
    return OptionalLong.empty();
  }
}
