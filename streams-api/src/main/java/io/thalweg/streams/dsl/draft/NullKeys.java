package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.OperatorSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which repartition topics take records without a key: those anywhere above a left or outer join,
 * which makes results of them (KIP-962); not those of a table that a stream is joined with.
 * Whatever else reads such a topic gets them, too.
 */
final class NullKeys {
  private final Map<String, Step> byNode = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> found = new HashSet<>();

  private NullKeys() {}

  /** The sources that read these topics. */
  static Set<String> sources(List<Step> steps) {
    NullKeys search = new NullKeys();
    for (Step step : steps) {
      String node = node(step);
      if (node != null) {
        search.byNode.put(node, step);
      }
    }
    steps.forEach(search::lookAbove);
    return search.found;
  }

  private static @Nullable String node(Step step) {
    if (step instanceof Step.Operator operator) {
      return operator.name();
    } else if (step instanceof Step.Processor processor) {
      return processor.name();
    } else if (step instanceof Step.Split split) {
      return split.name();
    } else if (step instanceof Step.Table table) {
      return table.name();
    } else if (step instanceof Step.StreamJoin join) {
      return join.nodes().merge();
    }
    return topic(step);
  }

  private static @Nullable String topic(Step step) {
    if (step instanceof Step.ChangeTopic changes) {
      return changes.source();
    } else if (step instanceof Step.Hop hop) {
      return hop.topic().source().name();
    }
    return step instanceof Step.Repartition topic ? topic.hop().source() : null;
  }

  private void lookAbove(Step step) {
    if (step instanceof Step.StreamJoin join) {
      if (join.nodes().outer() != null) { // of a left join, too, both sides
        mark(join.nodes().left().parent());
        mark(join.nodes().right().parent());
      }
    } else if (step instanceof Step.Operator operator && isLeftJoin(operator.spec())) {
      mark(operator.parents().get(0));
    }
  }

  private static boolean isLeftJoin(OperatorSpec spec) {
    if (spec instanceof OperatorSpec.StreamTableJoin join) {
      return join.left();
    } else if (spec instanceof OperatorSpec.GlobalTableJoin join) {
      return join.left();
    }
    return spec instanceof OperatorSpec.StreamTableGraceJoin join && join.left();
  }

  /** The topics above a node. */
  private void mark(String node) {
    Step step = byNode.get(node);
    if (step == null || !seen.add(node)) {
      return;
    }
    if (step instanceof Step.Repartition topic) {
      found.add(topic.hop().source());
    }
    step.parents().forEach(this::mark);
  }
}
