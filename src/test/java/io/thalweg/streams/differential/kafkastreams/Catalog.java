package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;

/** Every scenario with its topology, in order of registration. */
final class Catalog {
  private final Map<Scenario, Recipe> recipes = new LinkedHashMap<>();
  private final Map<String, Addition> additions = new HashMap<>();

  /** Builds one scenario's topology. */
  @FunctionalInterface
  interface Recipe {
    void build(StreamsBuilder builder, Topics topics);
  }

  /** Adds to a scenario's topology what the language has no words for. */
  @FunctionalInterface
  interface Addition {
    void addTo(Topology topology, Topics topics);
  }

  static Catalog full() {
    Catalog catalog = new Catalog();
    StatelessTopologies.register(catalog);
    AggregationTopologies.register(catalog);
    WindowTopologies.register(catalog);
    SessionTopologies.register(catalog);
    HeldTopologies.register(catalog);
    TableTopologies.register(catalog);
    TableJoinTopologies.register(catalog);
    GroupedTableTopologies.register(catalog);
    JoinTopologies.register(catalog);
    StreamJoinTopologies.register(catalog);
    RepartitionTopologies.register(catalog);
    GuaranteeTopologies.register(catalog);
    ProcessorTopologies.register(catalog);
    UserStoreTopologies.register(catalog);
    GlobalTopologies.register(catalog);
    ForeignKeyTopologies.register(catalog);
    WrapperTopologies.register(catalog);
    return catalog;
  }

  void add(Scenario scenario, Recipe recipe) {
    boolean taken = recipes.keySet().stream().anyMatch(s -> s.name().equals(scenario.name()));
    if (taken || !scenario.name().matches("[A-Za-z]+")) {
      throw new IllegalArgumentException("Unusable scenario name " + scenario.name());
    }
    recipes.put(scenario, recipe);
  }

  /** Adds a scenario whose topology is more than its recipe says. */
  void add(Scenario scenario, Recipe recipe, Addition addition) {
    add(scenario, recipe);
    additions.put(scenario.name(), addition);
  }

  Addition addition(String name) {
    return additions.getOrDefault(name, (topology, topics) -> {});
  }

  List<Scenario> scenarios() {
    return List.copyOf(recipes.keySet());
  }

  Recipe recipe(String name) {
    return recipes.entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
