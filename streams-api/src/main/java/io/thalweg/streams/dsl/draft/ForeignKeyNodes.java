package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.AnswerKey;
import io.thalweg.streams.plan.ForeignKeyJoin;
import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;
import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.plan.TopicSelection;
import io.thalweg.streams.processor.FailOnInvalidTimestamp;
import io.thalweg.streams.processor.StreamPartitioner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The names in one foreign-key join, and what follows from them. Applications have topics and
 * stores of these names, so they are handed out in the order that is known from Kafka Streams.
 */
public final class ForeignKeyNodes {
  /** How the store of the result is named. */
  public static final String OUTPUT = "KTABLE-FK-JOIN-OUTPUT-";

  private static final String PREFIX = "KTABLE-FK-JOIN-SUBSCRIPTION-";

  private final Names names;
  private final @Nullable String given;
  private final String subscriptions;
  private final String subscribe;
  private final String subscriptionSink;
  private final String subscriptionSource;
  private final String store;
  private final String receive;
  private final String answer;
  private final String notifier;
  private final String answers;
  private final String answerSink;
  private final String answerSource;
  private final String resolve;
  private final String output;

  /** Hands out the names; {@code given} is the one of the join, if it has one. */
  public ForeignKeyNodes(Names names, @Nullable String given) {
    this.names = names;
    this.given = given;
    subscriptions = topic("REGISTRATION-", "-subscription-registration-topic");
    subscribe = node(PREFIX + "REGISTRATION-", "-subscription-registration-processor");
    subscriptionSink = node("KTABLE-SINK-", "-subscription-registration-sink");
    subscriptionSource = node("KTABLE-SOURCE-", "-subscription-registration-source");
    store = node(PREFIX + "STATE-STORE-", "-subscription-store");
    receive = node(PREFIX + "PROCESSOR-", "-subscription-receive");
    answer = node(PREFIX + "PROCESSOR-", "-subscription-join-foreign");
    notifier = node(PREFIX + "PROCESSOR-", "-foreign-join-subscription");
    answers = topic("RESPONSE-", "-subscription-response-topic");
    answerSink = node("KTABLE-SINK-", "-subscription-response-sink");
    answerSource = node("KTABLE-SOURCE-", "-subscription-response-source");
    resolve = node(PREFIX + "RESPONSE-RESOLVER-PROCESSOR-", "-subscription-response-resolver");
    output = node(OUTPUT, "-result");
  }

  private String node(String prefix, String suffix) {
    return names.node(given == null ? null : given + suffix, prefix);
  }

  private String topic(String prefix, String suffix) {
    String generated = names.node(PREFIX + prefix) + "-topic";
    return given == null ? generated : given + suffix;
  }

  /** Topics and store. */
  public ForeignKeyJoin.Wiring wiring() {
    return new ForeignKeyJoin.Wiring(subscriptions, store, answers);
  }

  public String subscribe() {
    return subscribe;
  }

  public String subscriptionSource() {
    return subscriptionSource;
  }

  /** The store of the subscriptions. */
  public String store() {
    return store;
  }

  public String receive() {
    return receive;
  }

  public String answer() {
    return answer;
  }

  public String notifier() {
    return notifier;
  }

  public String answerSource() {
    return answerSource;
  }

  public String resolve() {
    return resolve;
  }

  public String output() {
    return output;
  }

  /**
   * From the left table's tasks to the right one's.
   *
   * @param key serde of the right table's keys; null for the configuration's default
   * @param partitioner of the right table; null for the default
   */
  public InternalHop subscriptionHop(
      @Nullable Serde<?> key, @Nullable StreamPartitioner<?, ?> partitioner) {
    return new InternalHop(
        subscriptions,
        new SinkNode(
            subscriptionSink,
            new SinkNode.Target.Topic(subscriptions),
            key == null ? null : key.serializer(),
            new ByteArraySerializer(),
            partitioner == null ? null : byKey(partitioner)),
        source(subscriptionSource, subscriptions, key));
  }

  /**
   * From the right table's tasks to the left one's.
   *
   * @param key serde of the left table's keys; null for the configuration's default
   * @param partitioner of the left table; null to answer where the subscription came from
   */
  public InternalHop answerHop(
      @Nullable Serde<?> key, @Nullable StreamPartitioner<?, ?> partitioner) {
    Serializer<AnswerKey> bytes = (topic, answerKey) -> answerKey.bytes();
    StreamPartitioner<AnswerKey, Object> back =
        (topic, to, value, count) ->
            to.partition() < 0 ? Optional.empty() : Optional.of(Set.of(to.partition()));
    return new InternalHop(
        answers,
        new SinkNode(
            answerSink,
            new SinkNode.Target.Topic(answers),
            bytes,
            new ByteArraySerializer(),
            partitioner == null ? back : byAnsweredKey(partitioner)),
        source(answerSource, answers, key));
  }

  private static SourceNode source(String name, String topic, @Nullable Serde<?> key) {
    return new SourceNode(
        name,
        new TopicSelection.Names(List.of(topic)),
        key == null ? null : key.deserializer(),
        new ByteArrayDeserializer(),
        new FailOnInvalidTimestamp(),
        null);
  }

  /** The user's partitioner never sees a value. */
  @SuppressWarnings({"unchecked", "NullAway"}) // the language has checked the type of the keys
  private static StreamPartitioner<Object, Object> byKey(StreamPartitioner<?, ?> given) {
    StreamPartitioner<Object, Void> typed = (StreamPartitioner<Object, Void>) given;
    return (topic, key, value, count) -> typed.partitions(topic, key, null, count);
  }

  private static StreamPartitioner<AnswerKey, Object> byAnsweredKey(StreamPartitioner<?, ?> given) {
    StreamPartitioner<Object, Object> typed = byKey(given);
    return (topic, to, value, count) -> typed.partitions(topic, key(to), value, count);
  }

  @SuppressWarnings("NullAway") // partitioners are given keys as they are
  private static Object key(AnswerKey to) {
    return to.key();
  }

  /** The store of the subscriptions; it keeps their headers, too. */
  public StoreSpec subscriptionStore() {
    return new StoreSpec(
        store,
        StoreSpec.Kind.TIMESTAMPED_KEY_VALUE_WITH_HEADERS,
        StoreSpec.Engine.ROCKSDB,
        null,
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        new StoreSpec.Options(false, true, Map.of()),
        null);
  }
}
