package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.KeyValue;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.state.KeyValueIterator;
import io.thalweg.streams.state.ReadOnlyKeyValueStore;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.wire.CombinedKey;
import io.thalweg.streams.stores.wire.Subscription;
import io.thalweg.streams.stores.wire.SubscriptionResponse;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the right table of a foreign-key join: answers all subscriptions to a row that changes.
 * The value is serialized once, and the answers are put together from bytes.
 */
public final class NotifyOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(NotifyOperator.class);

  private final ByteArraySerializer bytes = new ByteArraySerializer();
  private final ReadOnlyKeyValueStore<byte[], ValueTimestampHeaders<byte[]>> subscriptions;
  private final Keys keys;
  private final Answers answers;

  /**
   * How the right table's keys are written.
   *
   * @param topic stands for the topic where the serializer asks
   */
  public record Keys(Serializer<Object> serializer, RawUse raw, String topic) {}

  public NotifyOperator(
      String name,
      OperatorContext context,
      ReadOnlyKeyValueStore<byte[], ValueTimestampHeaders<byte[]>> subscriptions,
      Keys keys,
      Answers answers) {
    super(name, context);
    this.subscriptions = subscriptions;
    this.keys = keys;
    this.answers = answers;
  }

  @Override
  protected void change(
      @Nullable Object key, @Nullable Object newValue, @Nullable Object oldValue, long timestamp) {
    if (key == null) {
      LOG.warn("Skipping record due to null key. {}", context.current().position());
      context.drop();
      return;
    }
    if (!context.current().latest()) {
      context.drop(); // out of order in a versioned table
      return;
    }
    byte[] prefix = CombinedKey.prefix(foreignKey(key));
    try (KeyValueIterator<byte[], ValueTimestampHeaders<byte[]>> found =
        subscriptions.prefixScan(prefix, bytes)) {
      if (found.hasNext()) {
        byte[] value = answers.value(newValue, context.current());
        do {
          KeyValue<byte[], ValueTimestampHeaders<byte[]>> each = found.next();
          byte[] subscription = each.value.value();
          answers.send(
              CombinedKey.primaryKey(each.key),
              Subscription.primaryPartition(subscription),
              SubscriptionResponse.encode(subscription, value),
              timestamp);
        } while (found.hasNext());
      }
    }
  }

  private byte[] foreignKey(Object key) {
    byte[] raw = keys.raw.pick(context.current().rawKey());
    return raw != null
        ? raw
        : keys.serializer.serialize(keys.topic, context.current().headers(), key);
  }
}
