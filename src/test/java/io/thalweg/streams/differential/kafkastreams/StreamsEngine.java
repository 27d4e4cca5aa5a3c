package io.thalweg.streams.differential.kafkastreams;

import io.thalweg.streams.differential.Engine;
import io.thalweg.streams.differential.Scenario;
import io.thalweg.streams.differential.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs the catalog's topologies with the library this package is compiled against. */
public final class StreamsEngine implements Engine {
  /** A setting of a scenario: every operator has a {@link Marking} around it. */
  static final String WRAPPED = "test.wrapped";

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final Catalog catalog = Catalog.full();

  @Override
  public List<Scenario> scenarios() {
    return catalog.scenarios();
  }

  @Override
  public Application create(Scenario scenario, Topics topics, Map<String, Object> config) {
    Properties properties = new Properties();
    properties.putAll(config);
    StreamsBuilder builder = new StreamsBuilder();
    if (properties.remove(WRAPPED) != null) {
      properties.put(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG, Marking.class);
      builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
    }
    catalog.recipe(scenario.name()).build(builder, topics);
    Topology topology = builder.build(properties);
    catalog.addition(scenario.name()).addTo(topology, topics);
    return new Running(topology, properties);
  }

  private static final class Running implements Application {
    private final Topology topology;
    private final KafkaStreams streams;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Running(Topology topology, Properties properties) {
      this.topology = topology;
      this.streams = new KafkaStreams(topology, properties);
      streams.setUncaughtExceptionHandler(
          problem -> {
            failure.compareAndSet(null, problem);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
    }

    @Override
    public String describe() {
      return topology.describe().toString();
    }

    @Override
    public void start() {
      streams.start();
    }

    @Override
    public Throwable failure() {
      return failure.get();
    }

    @Override
    public void close() {
      CloseOptions options =
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
              .withTimeout(CLOSE_TIMEOUT);
      if (!streams.close(options)) {
        throw new IllegalStateException("Not closed within " + CLOSE_TIMEOUT);
      }
    }
  }
}
