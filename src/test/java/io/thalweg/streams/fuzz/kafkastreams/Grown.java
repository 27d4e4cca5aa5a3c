package io.thalweg.streams.fuzz.kafkastreams;

import io.thalweg.streams.fuzz.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/**
 * A topology grown from a seed.
 *
 * @param outputs the topics it writes to
 * @param recipe how it was grown
 */
public record Grown(Topology topology, List<String> outputs, String recipe) {
  private static final Map<String, Consumer<Growth>> ALL = new LinkedHashMap<>();
  private static final Map<String, Consumer<Growth>> SETTLED = new LinkedHashMap<>();

  static {
    StreamMoves.register(ALL);
    TableMoves.register(ALL);
    AggregateMoves.register(ALL);
    CloseMoves.register(ALL);
    JoinMoves.register(ALL);
    SettledMoves.register(SETTLED);
  }

  /** The engine does not take the topology. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final String recipe;
    private final RuntimeException why;

    Refused(String recipe, RuntimeException why) {
      super(recipe, why);
      this.recipe = recipe;
      this.why = why;
    }

    /** What it was. */
    public String recipe() {
      return recipe;
    }

    /** What was thrown. */
    public RuntimeException why() {
      return why;
    }
  }

  /** The topology of a case, built with the application's configuration. */
  public static Grown of(Setup setup, Properties properties) throws Refused {
    TopologyConfig config = new TopologyConfig(new StreamsConfig(properties));
    Growth growth =
        new Growth(new StreamsBuilder(config), new Random(setup.seed()), setup.prefix());
    try {
      grow(growth, setup);
      return new Grown(growth.builder.build(properties), growth.outputs(), growth.recipe());
    } catch (RuntimeException e) {
      throw new Refused(growth.recipe(), e);
    }
  }

  private static void grow(Growth growth, Setup setup) {
    Map<String, Consumer<Growth>> moves = setup.settled() ? SETTLED : ALL;
    List<Consumer<Growth>> allowed =
        moves.entrySet().stream()
            .filter(move -> setup.only().isEmpty() || setup.only().contains(move.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    for (int i = 0; i < setup.moves(); i++) {
      allowed.get(growth.random.nextInt(allowed.size())).accept(growth);
    }
    growth.finish();
  }
}
