package io.thalweg.streams.runtime.assignment;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;

/** A cluster's topics behind the two admin calls that are used; all others fail. */
final class FakeAdmin {
  /** Partitions by topic. */
  final Map<String, Integer> topics = new HashMap<>();

  final List<NewTopic> created = new ArrayList<>();

  /** Errors for coming requests, each for all topics of one request. */
  final Deque<Throwable> describeErrors = new ArrayDeque<>();

  final Deque<Throwable> createErrors = new ArrayDeque<>();

  /** Run before each create request: what happens meanwhile. */
  Runnable beforeCreate = () -> {};

  /** Whether the cluster answers at all. */
  BooleanSupplier answers = () -> true;

  int requests;

  Admin admin() {
    return (Admin)
        Proxy.newProxyInstance(
            FakeAdmin.class.getClassLoader(), new Class<?>[] {Admin.class}, this::call);
  }

  private Object call(Object proxy, Method method, Object[] args) {
    requests++;
    if (args != null && args.length == 1 && args[0] instanceof Collection<?> subjects) {
      if (method.getName().equals("createTopics")) {
        return create(subjects.stream().map(NewTopic.class::cast).toList());
      }
      if (method.getName().equals("describeTopics")) {
        return describe(subjects.stream().map(String.class::cast).toList());
      }
    }
    throw new UnsupportedOperationException(method.toString());
  }

  private CreateTopicsResult create(List<NewTopic> newTopics) {
    beforeCreate.run();
    Throwable failure = createErrors.poll();
    Map<String, KafkaFuture<CreateTopicsResult.TopicMetadataAndConfig>> results = new HashMap<>();
    for (NewTopic topic : newTopics) {
      Throwable error = failure;
      if (error == null && topics.containsKey(topic.name())) {
        error = new TopicExistsException(topic.name());
      }
      if (error == null) {
        topics.put(topic.name(), topic.numPartitions());
        created.add(topic);
      }
      results.put(topic.name(), future(null, error));
    }
    return new Created(results);
  }

  private DescribeTopicsResult describe(List<String> names) {
    Throwable failure = describeErrors.poll();
    Map<String, KafkaFuture<TopicDescription>> results = new HashMap<>();
    for (String name : names) {
      Integer partitions = topics.get(name);
      Throwable error = failure;
      if (error == null && partitions == null) {
        error = new UnknownTopicOrPartitionException(name);
      }
      results.put(name, future(description(name, partitions == null ? 0 : partitions), error));
    }
    return new Described(results);
  }

  private static TopicDescription description(String name, int partitions) {
    List<TopicPartitionInfo> infos =
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartitionInfo(p, Node.noNode(), List.of(), List.of()))
            .toList();
    return new TopicDescription(name, false, infos);
  }

  private <T> KafkaFuture<T> future(@Nullable T value, @Nullable Throwable error) {
    KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
    if (answers.getAsBoolean()) {
      if (error == null) {
        future.complete(value);
      } else {
        future.completeExceptionally(error);
      }
    }
    return future;
  }

  private static final class Created extends CreateTopicsResult {
    Created(Map<String, KafkaFuture<TopicMetadataAndConfig>> results) {
      super(results);
    }
  }

  private static final class Described extends DescribeTopicsResult {
    Described(Map<String, KafkaFuture<TopicDescription>> results) {
      super(null, results);
    }
  }
}
