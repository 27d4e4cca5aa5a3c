package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.plan.AnswerKey;
import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * How the right side of a foreign-key join answers: to the partition that the subscription came
 * from.
 *
 * @param values writes the right table's values
 * @param keys reads the left table's keys if the partition is chosen by them; else null
 * @param topic the full name of the topic of the answers
 */
public record Answers(
    Serializer<Object> values,
    @Nullable Deserializer<Object> keys,
    String topic,
    Operator downstream) {

  byte @Nullable [] value(@Nullable Object value, CurrentRecord current) {
    return value == null ? null : values.serialize(topic, current.headers(), value);
  }

  void send(byte[] primaryKey, int partition, byte[] answer, long timestamp) {
    Object key = keys == null ? null : keys.deserialize(topic, primaryKey);
    downstream.accept(new AnswerKey(primaryKey, partition, key), answer, timestamp);
  }
}
