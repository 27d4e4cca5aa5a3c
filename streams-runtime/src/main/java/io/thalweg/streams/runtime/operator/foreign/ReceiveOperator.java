package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.state.ValueTimestampHeaders;
import io.thalweg.streams.stores.wire.CombinedKey;
import io.thalweg.streams.stores.wire.Subscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the subscriptions to rows of the right table of a foreign-key join, as they were sent, and
 * passes each on. One without a foreign key is not kept: no row can ever answer it.
 */
public final class ReceiveOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiveOperator.class);

  private final TimestampedKeyValueStoreWithHeaders<byte[], byte[]> subscriptions;
  private final Operator downstream;

  public ReceiveOperator(
      String name,
      OperatorContext context,
      TimestampedKeyValueStoreWithHeaders<byte[], byte[]> subscriptions,
      Operator downstream) {
    super(name, context);
    this.subscriptions = subscriptions;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    byte[] encoded = (byte[]) value;
    if (encoded == null) {
      LOG.warn("Skipping a subscription without a value. {}", context.current().position());
      context.drop();
      return;
    }
    Subscription subscription = Subscription.decode(encoded);
    byte[] foreignKey = context.current().rawKey();
    if (foreignKey != null) {
      subscriptions.put(
          CombinedKey.of(foreignKey, subscription.primaryKey()),
          subscription.instruction().deletes() ? null : kept(encoded, timestamp));
    }
    downstream.accept(key, subscription, timestamp);
  }

  private @Nullable ValueTimestampHeaders<byte[]> kept(byte[] encoded, long timestamp) {
    return ValueTimestampHeaders.make(encoded, timestamp, context.current().headers());
  }
}
