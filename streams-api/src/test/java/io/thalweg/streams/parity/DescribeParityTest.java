package io.thalweg.streams.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.StreamsBuilder;
import io.thalweg.streams.StreamsConfig;
import io.thalweg.streams.TopologyConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One source of a topology, two libraries, one description. */
class DescribeParityTest {
  private static final List<Class<?>> VALID =
      List.of(
          StatelessTopologies.class,
          GroupedTopologies.class,
          TableTopologies.class,
          StreamJoinTopologies.class,
          GlobalTopologies.class,
          ForeignKeyTopologies.class,
          TableJoinTopologies.class,
          GroupedTableTopologies.class,
          ProcessorTopologies.class,
          WindowedTopologies.class);
  private static final int SEEDS = 400;

  private static final Map<Class<?>, Class<?>> PEERS = new HashMap<>();

  @BeforeAll
  static void compilePeers() {
    VALID.forEach(type -> PEERS.put(type, Peer.of(type)));
    PEERS.put(InvalidTopologies.class, Peer.of(InvalidTopologies.class));
    PEERS.put(RandomTopologies.class, Peer.of(RandomTopologies.class));
    PEERS.put(ProcessorChangeTopologies.class, Peer.of(ProcessorChangeTopologies.class));
    PEERS.put(NamingWrapper.class, Peer.of(NamingWrapper.class));
  }

  static Stream<Arguments> valid() {
    return VALID.stream()
        .flatMap(type -> Peer.topologies(type).stream().map(name -> Arguments.of(type, name)));
  }

  static Stream<String> invalid() {
    return Peer.topologies(InvalidTopologies.class).stream();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void describesAsKafkaStreamsDoes(Class<?> type, String name) throws Throwable {
    assertEquals(theirs(type, "none", name), ours(type, "none", name));
  }

  /** Kafka Streams fails to optimize a split below a change of key. */
  static Stream<Arguments> optimizable() {
    return valid().filter(arguments -> !arguments.get()[1].equals("joinBranches"));
  }

  @ParameterizedTest
  @MethodSource("optimizable")
  void describesAsKafkaStreamsDoesWhenOptimized(Class<?> type, String name) throws Throwable {
    assertEquals(theirs(type, "all", name), ours(type, "all", name));
  }

  @Test
  void describesTopologiesMadeByChanceAsKafkaStreamsDoes() throws Throwable {
    List<Long> different = new ArrayList<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      String theirs = theirs(RandomTopologies.class, "none", "build", seed);
      if (!theirs.equals(ours(RandomTopologies.class, "none", "build", seed))) {
        different.add(seed);
      }
    }
    assertEquals(List.of(), different);
  }

  /** Kafka Streams cannot optimize some of them at all; those need only be accepted here. */
  @Test
  void describesOptimizedTopologiesMadeByChanceAsKafkaStreamsDoes() throws Throwable {
    List<Long> different = new ArrayList<>();
    int refused = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      String ours = ours(RandomTopologies.class, "all", "buildWithoutMerges", seed);
      try {
        if (!theirs(RandomTopologies.class, "all", "buildWithoutMerges", seed).equals(ours)) {
          different.add(seed);
        }
      } catch (StreamsException e) {
        refused++;
      }
    }
    assertEquals(List.of(), different);
    assertTrue(refused < SEEDS / 10, refused + " of " + SEEDS + " could not be compared");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesWhatKafkaStreamsRefusesWithTheSameException(String name) {
    Throwable theirs = failure(() -> theirs(InvalidTopologies.class, "none", name));
    Throwable ours = failure(() -> ours(InvalidTopologies.class, "none", name));
    assertEquals(
        theirs.getClass().getName().replace("org.apache.kafka.streams", "io.thalweg.streams"),
        ours.getClass().getName());
  }

  /** Kafka Streams lists topics of later aggregations of one cogroup, which it does not make. */
  static Stream<Arguments> listed() {
    Set<String> phantoms = Set.of("cogroupNamed", "cogroupWindowed");
    return valid().filter(arguments -> !phantoms.contains(arguments.get()[1]));
  }

  /** Kafka Streams lists a topic that several joins share several times. */
  @ParameterizedTest
  @MethodSource("listed")
  void refusesTheSameGeneratedNames(Class<?> type, String name) {
    assertEquals(
        message(() -> theirsWithExplicitNames(type, name))
            .replaceAll("(\\S+), \\1(?=[,\\n])", "$1"),
        message(() -> oursWithExplicitNames(type, name)));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void wrapsWhatKafkaStreamsWraps(Class<?> type, String name) throws Throwable {
    List<String> ours = new ArrayList<>();
    List<String> theirs = new ArrayList<>();
    ours(type, Map.of("log", ours, "processor.wrapper.class", NamingWrapper.class), name);
    theirs(type, Map.of("log", theirs, "processor.wrapper.class", peerWrapper()), name);
    assertEquals(theirs, ours);
    assertEquals("configured", ours.get(0));
  }

  private static Class<?> peerWrapper() {
    return Objects.requireNonNull(PEERS.get(NamingWrapper.class));
  }

  static Stream<String> processorChanges() {
    return Peer.topologies(ProcessorChangeTopologies.class).stream();
  }

  @ParameterizedTest
  @MethodSource("processorChanges")
  void mergesTopicsBelowProcessorsThatCountAsChanges(String name) throws Throwable {
    Map<String, Object> fix =
        Map.of(TopologyConfig.InternalConfig.ENABLE_PROCESS_PROCESSVALUE_FIX, true);
    assertEquals(
        theirs(ProcessorChangeTopologies.class, fix, name),
        ours(ProcessorChangeTopologies.class, fix, name));
  }

  /** With all optimizations, and these configs beside what must be there. */
  private static String ours(Class<?> type, Map<String, Object> configs, String name)
      throws Throwable {
    var config = new StreamsConfig(complete(configs));
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Peer.call(type, name, builder);
    return builder.build(properties(optimization(name))).describe().toString();
  }

  private static String theirs(Class<?> type, Map<String, Object> configs, String name)
      throws Throwable {
    var config = new org.apache.kafka.streams.StreamsConfig(complete(configs));
    var builder =
        new org.apache.kafka.streams.StreamsBuilder(
            new org.apache.kafka.streams.TopologyConfig(config));
    Peer.call(PEERS.get(type), name, builder);
    return builder.build(properties(optimization(name))).describe().toString();
  }

  private static String optimization(String name) {
    return name.equals("joinBranches") ? "none" : "all"; // see optimizable()
  }

  private static Map<String, Object> complete(Map<String, Object> configs) {
    Map<String, Object> all = new HashMap<>(configs);
    all.put("application.id", "app");
    all.put("bootstrap.servers", "nowhere:1");
    return all;
  }

  private static String oursWithExplicitNames(Class<?> type, String name) throws Throwable {
    var config = new StreamsConfig(explicitNames());
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Peer.call(type, name, builder);
    return builder.build().describe().toString();
  }

  private static String theirsWithExplicitNames(Class<?> type, String name) throws Throwable {
    var config = new org.apache.kafka.streams.StreamsConfig(explicitNames());
    var builder =
        new org.apache.kafka.streams.StreamsBuilder(
            new org.apache.kafka.streams.TopologyConfig(config));
    Peer.call(PEERS.get(type), name, builder);
    return builder.build().describe().toString();
  }

  private static Map<String, Object> explicitNames() {
    return Map.of(
        "application.id",
        "app",
        "bootstrap.servers",
        "nowhere:1",
        "ensure.explicit.internal.resource.naming",
        true);
  }

  /** What the attempt says, one way or the other. */
  private static String message(Attempt attempt) {
    try {
      return attempt.run();
    } catch (Throwable failure) {
      return String.valueOf(failure.getMessage());
    }
  }

  private interface Attempt {
    String run() throws Throwable;
  }

  private static Throwable failure(Attempt attempt) {
    String description;
    try {
      description = attempt.run();
    } catch (Throwable failure) {
      return failure;
    }
    throw new AssertionError("was accepted: " + description);
  }

  private static String ours(Class<?> type, String optimization, String name, Object... more)
      throws Throwable {
    StreamsBuilder builder = new StreamsBuilder();
    Peer.call(type, name, with(builder, more));
    return builder.build(properties(optimization)).describe().toString();
  }

  private static String theirs(Class<?> type, String optimization, String name, Object... more)
      throws Throwable {
    var builder = new org.apache.kafka.streams.StreamsBuilder();
    Peer.call(PEERS.get(type), name, with(builder, more));
    return builder.build(properties(optimization)).describe().toString();
  }

  private static Object[] with(Object builder, Object[] more) {
    return Stream.concat(Stream.of(builder), Stream.of(more)).toArray();
  }

  private static Properties properties(String optimization) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, optimization);
    return properties;
  }
}
