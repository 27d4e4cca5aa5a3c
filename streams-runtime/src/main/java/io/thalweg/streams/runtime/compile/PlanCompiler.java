package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.plan.GlobalStore;
import io.thalweg.streams.plan.LogicalPlan;
import io.thalweg.streams.plan.PlanNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.plan.Subtopology;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.runtime.assignment.SubtopologyTopics;
import io.thalweg.streams.runtime.task.Blueprints;
import io.thalweg.streams.runtime.task.GlobalStores;
import io.thalweg.streams.runtime.task.TaskBlueprint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a logical plan and a configuration into what an instance runs. */
public final class PlanCompiler {
  private final LogicalPlan plan;
  private final StreamsConfig config;
  private final GroupTopics topics;
  private final GlobalStores globals;

  private PlanCompiler(LogicalPlan plan, StreamsConfig config) {
    this.plan = plan;
    this.config = config;
    this.globals =
        new GlobalStores(
            plan.globals().stream().map(GlobalStore::store).collect(Collectors.toSet()));
    this.topics = new GroupTopics(plan, config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
  }

  /** Compiles. Serdes are looked up later, on the thread that makes the first task. */
  public static PhysicalPlan compile(LogicalPlan plan, StreamsConfig config) {
    return new PlanCompiler(plan, config).compile();
  }

  private PhysicalPlan compile() {
    Set<String> subscription = new LinkedHashSet<>();
    Set<String> patterns = new LinkedHashSet<>();
    Map<String, AutoOffsetReset> resets = new HashMap<>();
    for (PlanNode node : plan.nodes()) {
      if (node instanceof SourceNode source) {
        if (source.topics() instanceof TopicSelection.Matching matching) {
          patterns.add(matching.pattern().pattern());
        } else {
          addNames(source, subscription, resets);
        }
      }
    }
    return new PhysicalPlan(
        topics.topology(),
        Set.copyOf(subscription),
        pattern(subscription, patterns),
        Map.copyOf(resets),
        Set.copyOf(plan.stores().keySet()),
        StoreInputs.of(plan, topics),
        plan.stores().values().stream().anyMatch(StoreSpec::needsDirectory),
        GlobalAssembly.blueprint(plan, config),
        globals,
        () -> new ThreadBlueprints(new Serdes(plan, config)));
  }

  private void addNames(
      SourceNode source, Set<String> subscription, Map<String, AutoOffsetReset> resets) {
    for (String topic : ((TopicSelection.Names) source.topics()).topics()) {
      String name = topics.fullName(topic);
      subscription.add(name);
      AutoOffsetReset reset = source.offsetReset();
      if (reset != null) {
        resets.put(name, reset);
      }
    }
  }

  private static @Nullable Pattern pattern(Set<String> names, Set<String> patterns) {
    if (patterns.isEmpty()) {
      return null;
    }
    Set<String> alternatives = new LinkedHashSet<>(patterns);
    names.forEach(name -> alternatives.add(Pattern.quote(name)));
    return Pattern.compile(String.join("|", alternatives));
  }

  /** Blueprints of one thread: serdes are shared by the tasks of a thread, not between threads. */
  private final class ThreadBlueprints implements Blueprints {
    private final Serdes serdes;

    // [stream thread]
    private final Map<Integer, TaskBlueprint> made = new HashMap<>();

    ThreadBlueprints(Serdes serdes) {
      this.serdes = serdes;
    }

    @Override
    public TaskBlueprint of(int subtopology) {
      return made.computeIfAbsent(subtopology, this::make);
    }

    private TaskBlueprint make(int id) {
      Subtopology subtopology = plan.subtopology(id);
      SubtopologyTopics named = topics.of(subtopology);
      List<StoreSpec> stores = subtopology.stores().stream().sorted().map(serdes::store).toList();
      Map<String, String> changelogs = new LinkedHashMap<>();
      for (StoreSpec store : stores) {
        if (store.options().logging()) {
          changelogs.put(store.name(), topics.changelog(store.name()));
        }
      }
      GraphAssembly.Materials materials =
          new GraphAssembly.Materials(
              plan, subtopology, serdes, new Lanes(plan, subtopology, serdes), config, globals);
      return new TaskBlueprint(
          id,
          stores,
          changelogs,
          named.repartitionSources().keySet(),
          globals,
          (context, state) -> new GraphAssembly(materials, context, state).link());
    }
  }
}
