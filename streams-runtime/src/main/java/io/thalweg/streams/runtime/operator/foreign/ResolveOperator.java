package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.kstream.ValueJoiner;
import io.thalweg.streams.runtime.operator.Given;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TableView;
import io.thalweg.streams.stores.wire.Murmur3;
import io.thalweg.streams.stores.wire.SubscriptionResponse;
import java.util.Arrays;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins an answer of the right side of a foreign-key join with the row of the left table. If the
 * row is no longer what it was when it subscribed, the answer is discarded: another one is on its
 * way. Out are updates of the result, null where there is none.
 */
public final class ResolveOperator extends Operator {
  private static final Logger LOG = LoggerFactory.getLogger(ResolveOperator.class);

  private final TableView left;
  private final RawUse rawKey;
  private final Join join;
  private final Formats formats;
  private final Operator downstream;

  /** How rows are joined; {@code optional} if also without a right one. */
  public record Join(ValueJoiner<Object, Object, Object> joiner, boolean optional) {}

  /**
   * How things are written.
   *
   * @param hashTopic stands for the topic where the serializer of what is hashed asks
   * @param answerTopic the full name of the topic of the answers
   */
  public record Formats(
      Serializer<Object> leftValue,
      String hashTopic,
      String answerTopic,
      Deserializer<Object> rightValue) {}

  public ResolveOperator(
      String name,
      OperatorContext context,
      TableView left,
      RawUse rawKey,
      Join join,
      Formats formats,
      Operator downstream) {
    super(name, context);
    this.left = left;
    this.rawKey = rawKey;
    this.join = join;
    this.formats = formats;
    this.downstream = downstream;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    if (key == null || value == null) {
      LOG.warn("Skipping an answer without key or value. {}", context.current().position());
      context.drop();
      return;
    }
    SubscriptionResponse answer = SubscriptionResponse.decode((byte[]) value);
    Object row = left.get(key, rawKey.pick(context.current().rawKey()));
    if (!Arrays.equals(hash(row), answer.hash())) {
      LOG.trace("Discarding an answer to what {} was before", key);
      return;
    }
    Object foreign = foreign(answer.foreignValue());
    boolean joined = row != null && (foreign != null || join.optional);
    Object result = joined ? join.joiner.apply(Given.to(row), Given.to(foreign)) : null;
    downstream.accept(key, result, timestamp);
  }

  private byte @Nullable [] hash(@Nullable Object row) {
    return row == null
        ? null
        : Murmur3.hash128(
            formats.leftValue.serialize(formats.hashTopic, context.current().headers(), row));
  }

  private @Nullable Object foreign(byte @Nullable [] bytes) {
    return bytes == null
        ? null
        : formats.rightValue.deserialize(formats.answerTopic, context.current().headers(), bytes);
  }
}
