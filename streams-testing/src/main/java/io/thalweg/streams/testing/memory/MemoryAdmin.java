package io.thalweg.streams.testing.memory;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DeleteRecordsResult;
import org.apache.kafka.clients.admin.DeletedRecords;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.internals.CoordinatorKey;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an admin client that streams applications make; the others say that they are not
 * there. Answers are there at once.
 */
final class MemoryAdmin implements InvocationHandler {
  private final MemoryKafka kafka;
  private final Wire wire;
  private final Map<String, Function<Object, Object>> calls = new HashMap<>();

  private MemoryAdmin(MemoryKafka kafka, Wire wire) {
    this.kafka = kafka;
    this.wire = wire;
    calls.put("createTopics", this::createTopics);
    calls.put("describeTopics", this::describeTopics);
    calls.put("describeConfigs", this::describeConfigs);
    calls.put("listOffsets", this::listOffsets);
    calls.put("listConsumerGroupOffsets", this::groupOffsets);
    calls.put("deleteRecords", this::deleteRecords);
  }

  static Admin of(MemoryKafka kafka, Wire wire) {
    return (Admin)
        Proxy.newProxyInstance(
            MemoryAdmin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            new MemoryAdmin(kafka, wire));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    String name = method.getName();
    if (name.equals("close")) {
      return null;
    }
    if (name.equals("metrics")) {
      return Map.of();
    }
    Function<Object, Object> call = calls.get(name);
    if (call == null || arguments == null) {
      throw new UnsupportedOperationException("An admin client in memory has no " + name);
    }
    wire.check();
    return call.apply(arguments[0]);
  }

  private static <T> KafkaFuture<T> answer(T value) {
    return KafkaFuture.completedFuture(value);
  }

  private static <T> KafkaFuture<T> error(Exception error) {
    KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
    future.completeExceptionally(error);
    return future;
  }

  private static <T> KafkaFuture<T> unknown(String topic) {
    return error(new UnknownTopicOrPartitionException("There is no topic " + topic));
  }

  private Object createTopics(Object topics) {
    Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> results = new HashMap<>();
    for (Object topic : (Collection<?>) topics) {
      NewTopic made = (NewTopic) topic;
      if (kafka.find(made.name()) != null) {
        results.put(made.name(), error(new TopicExistsException(made.name())));
      } else {
        Map<String, String> configs = made.configs();
        kafka.createTopic(made.name(), made.numPartitions(), configs == null ? Map.of() : configs);
        results.put(made.name(), new KafkaFutureImpl<>());
        ((KafkaFutureImpl<?>) results.get(made.name())).complete(null);
      }
    }
    return new Created(results);
  }

  private Object describeTopics(Object names) {
    Map<String, KafkaFuture<TopicDescription>> results = new HashMap<>();
    for (Object each : (Collection<?>) names) {
      String name = (String) each;
      MemoryKafka.Topic topic = kafka.find(name);
      results.put(name, topic == null ? unknown(name) : answer(description(name, topic)));
    }
    return new Described(results);
  }

  private TopicDescription description(String name, MemoryKafka.Topic topic) {
    List<TopicPartitionInfo> partitions =
        kafka.describe(name).stream()
            .map(
                info ->
                    new TopicPartitionInfo(info.partition(), info.leader(), List.of(), List.of()))
            .toList();
    return new TopicDescription(name, false, partitions, Set.of(), topic.id());
  }

  private Object describeConfigs(Object resources) {
    Map<ConfigResource, KafkaFuture<Config>> results = new HashMap<>();
    for (Object each : (Collection<?>) resources) {
      ConfigResource resource = (ConfigResource) each;
      MemoryKafka.Topic topic = kafka.find(resource.name());
      results.put(resource, topic == null ? unknown(resource.name()) : answer(config(topic)));
    }
    return new Configured(results);
  }

  private static Config config(MemoryKafka.Topic topic) {
    return new Config(
        topic.configs().entrySet().stream()
            .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
            .collect(Collectors.toList()));
  }

  private Object listOffsets(Object specs) {
    Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> results = new HashMap<>();
    ((Map<?, ?>) specs)
        .forEach(
            (each, spec) -> {
              TopicPartition partition = (TopicPartition) each;
              results.put(
                  partition,
                  kafka.find(partition.topic()) == null
                      ? unknown(partition.topic())
                      : answer(offset(kafka.log(partition), (OffsetSpec) spec)));
            });
    return new ListOffsetsResult(results);
  }

  private static ListOffsetsResultInfo offset(MemoryLog log, OffsetSpec spec) {
    long offset = spec instanceof OffsetSpec.EarliestSpec ? log.start() : log.end();
    return new ListOffsetsResultInfo(offset, -1, java.util.Optional.empty());
  }

  /** Its result has no constructor that anybody but Kafka could call. */
  private Object groupOffsets(Object group) {
    try {
      Constructor<ListConsumerGroupOffsetsResult> constructor =
          ListConsumerGroupOffsetsResult.class.getDeclaredConstructor(Map.class);
      constructor.setAccessible(true);
      return constructor.newInstance(
          Map.of(
              CoordinatorKey.byGroupId((String) group),
              answer(new HashMap<>(kafka.committed((String) group)))));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This version of kafka-clients makes results in another way than 4.3", e);
    }
  }

  private Object deleteRecords(Object records) {
    Map<TopicPartition, KafkaFuture<DeletedRecords>> results = new HashMap<>();
    ((Map<?, ?>) records)
        .forEach(
            (each, until) -> {
              TopicPartition partition = (TopicPartition) each;
              MemoryLog log = kafka.log(partition);
              log.deleteBefore(((RecordsToDelete) until).beforeOffset());
              results.put(partition, answer(new DeletedRecords(log.start())));
            });
    return new DeleteRecordsResult(results);
  }

  private static final class Created extends CreateTopicsResult {
    Created(Map<String, KafkaFuture<TopicMetadataAndConfig>> results) {
      super(results);
    }
  }

  private static final class Described extends DescribeTopicsResult {
    @SuppressWarnings("NullAway") // topics are asked for by name only
    Described(Map<String, KafkaFuture<TopicDescription>> results) {
      super(null, results);
    }
  }

  private static final class Configured extends DescribeConfigsResult {
    Configured(Map<ConfigResource, KafkaFuture<Config>> results) {
      super(results);
    }
  }
}
