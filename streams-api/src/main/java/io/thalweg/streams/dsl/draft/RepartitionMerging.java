package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.OperatorSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Lets all that follows from one change of key share one repartition topic: the topic moves up to
 * right below the change, and the steps in between, which must not change values, below the topic.
 */
final class RepartitionMerging {
  private final Map<String, Step> byNode = new HashMap<>();
  private final Map<String, List<Way>> waysBelow = new LinkedHashMap<>();
  private final Set<Step> merged = new HashSet<>();

  /** Old source of a repartition topic -> the node that now stands above what it fed. */
  private final Map<String, String> above = new HashMap<>();

  /** Old source of a repartition topic -> the source of the shared topic. */
  private final Map<String, String> shared = new HashMap<>();

  /** First node of a way -> the source that it moves below. */
  private final Map<String, String> moved = new HashMap<>();

  private final boolean processorsCountAsChanges;

  private RepartitionMerging(boolean processorsCountAsChanges) {
    this.processorsCountAsChanges = processorsCountAsChanges;
  }

  /**
   * How a repartition topic is reached from the change of key: {@code first} is null if at once.
   */
  private record Way(Step.Repartition topic, @Nullable String first) {}

  static List<Step> apply(List<Step> steps, boolean processorsCountAsChanges) {
    RepartitionMerging merging = new RepartitionMerging(processorsCountAsChanges);
    steps.forEach(merging::register);
    for (Step step : steps) {
      if (step instanceof Step.Repartition topic && !topic.asked()) {
        merging.findWay(topic);
      }
    }
    Map<String, Step> topics = new HashMap<>();
    merging.waysBelow.forEach((change, ways) -> topics.put(change, merging.merge(change, ways)));
    return merging.rewrite(steps, topics);
  }

  private void register(Step step) {
    String node = node(step);
    if (node != null) {
      byNode.put(node, step);
    }
  }

  private static @Nullable String node(Step step) {
    if (step instanceof Step.Operator operator) {
      return operator.name();
    }
    if (step instanceof Step.Split split) {
      return split.name();
    }
    if (step instanceof Step.Processor processor) {
      return processor.name();
    }
    return step instanceof Step.Repartition topic ? topic.hop().source() : null;
  }

  private void findWay(Step.Repartition topic) {
    String node = topic.parent();
    String first = null;
    Step step = byNode.get(node);
    while (step != null && keepsKeyAndValue(step)) {
      first = node;
      node = step.parents().get(0);
      step = byNode.get(node);
    }
    if (step != null && changesKey(step)) {
      waysBelow.computeIfAbsent(node, any -> new ArrayList<>()).add(new Way(topic, first));
    }
  }

  private boolean keepsKeyAndValue(Step step) {
    if (step instanceof Step.Split || step instanceof Step.Repartition) {
      return true; // one that was asked for is passed, and read from the shared topic
    }
    if (step instanceof Step.Processor) {
      // Kafka Streams does not take it for a change unless asked, and topics hold what follows
      return !processorsCountAsChanges;
    }
    return step instanceof Step.Operator operator
        && isSingle(operator)
        && (operator.spec() instanceof OperatorSpec.Filter
            || operator.spec() instanceof OperatorSpec.Peek
            || operator.spec() instanceof OperatorSpec.PassThrough
            // nor this one: see above
            || operator.spec() instanceof OperatorSpec.GlobalTableJoin);
  }

  private boolean changesKey(Step step) {
    if (step instanceof Step.Processor processor) {
      return processorsCountAsChanges && processor.spec() instanceof OperatorSpec.UserProcess;
    }
    return step instanceof Step.Operator operator && changesKey(operator);
  }

  private boolean changesKey(Step.Operator operator) {
    OperatorSpec spec = operator.spec();
    return spec instanceof OperatorSpec.SelectKey
        || spec instanceof OperatorSpec.MapPair
        || spec instanceof OperatorSpec.FlatMapPairs
        || (spec instanceof OperatorSpec.PassThrough
            && !isSingle(operator)
            && isBelowAChange(operator));
  }

  /** A merge stands for the changes of key anywhere above it. */
  private boolean isBelowAChange(Step.Operator merge) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(merge.parents());
    while (!open.isEmpty()) {
      String node = open.remove();
      Step step = seen.add(node) ? byNode.get(node) : null;
      if (step != null) {
        if (changesKey(step)) {
          return true;
        }
        open.addAll(step.parents());
      }
    }
    return false;
  }

  private static boolean isSingle(Step.Operator operator) {
    return operator.parents().size() == 1;
  }

  /** The shared topic of these ways, named after the first. */
  private Step merge(String change, List<Way> ways) {
    Step.Repartition first = ways.get(0).topic();
    String topic = first.hop().topic();
    String source = topic + "-source";
    for (Way way : ways) {
      merged.add(way.topic());
      String old = way.topic().hop().source();
      shared.put(old, source);
      above.put(old, way.first() == null ? source : way.topic().parent());
      if (way.first() != null) {
        moved.put(way.first(), source);
      }
    }
    return new Step.Repartition(
        change,
        new Step.Repartition.Hop(
            topic,
            topic + "-filter",
            topic + "-sink",
            source,
            first.hop().partitions(),
            first.hop().given()),
        serdes(ways),
        null,
        false);
  }

  /** For key and value, the first serde that one of the topics has. */
  private static Step.Repartition.Serdes serdes(List<Way> ways) {
    Serde<?> key = null;
    Serde<?> value = null;
    for (Way way : ways) {
      Step.Repartition.Serdes own = way.topic().serdes();
      key = key != null ? key : own.key();
      value = value != null ? value : own.value();
    }
    return new Step.Repartition.Serdes(key, value);
  }

  private List<Step> rewrite(List<Step> steps, Map<String, Step> topics) {
    List<Step> result = new ArrayList<>();
    for (Step step : steps) {
      if (merged.contains(step)) {
        continue;
      }
      String node = node(step);
      result.add(rewrite(step, node));
      Step topic = node == null ? null : topics.get(node);
      if (topic != null) {
        result.add(rewrite(topic, null));
      }
    }
    return result;
  }

  private Step rewrite(Step step, @Nullable String node) {
    if (step instanceof Step.Copartition copartition) {
      Set<String> sources = new LinkedHashSet<>();
      copartition.sources().forEach(name -> sources.add(shared.getOrDefault(name, name)));
      return new Step.Copartition(sources);
    }
    String source = node == null ? null : moved.get(node);
    return source != null
        ? step.below(parent -> source)
        : step.below(parent -> Objects.requireNonNull(above.getOrDefault(parent, parent)));
  }
}
