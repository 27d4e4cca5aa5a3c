package io.thalweg.streams.stores.face;

import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.StateStoreContext;
import io.thalweg.streams.stores.answer.Answered;
import io.thalweg.streams.stores.answer.Answering;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * A store as those see it who may only read it: processors of tasks a global store. Safe from any
 * thread, as the reads are that it is made of.
 */
public interface ReadOnlyFace extends Answered {
  /** What is the same for all kinds. */
  record Base(String name, boolean persistent, BooleanSupplier open, Answering answers) {}

  Base base();

  @Override
  default Answering answers() {
    return base().answers();
  }

  /** What any attempt to change something throws. */
  static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException("Global store is read only");
  }

  @Override
  default String name() {
    return base().name();
  }

  @Override
  default boolean persistent() {
    return base().persistent();
  }

  @Override
  default boolean isOpen() {
    return base().open().getAsBoolean();
  }

  @Override
  default void init(StateStoreContext context, StateStore root) {
    throw refusal();
  }

  @Override
  @SuppressWarnings("deprecation") // still called by users
  default void flush() {
    throw refusal();
  }

  @Override
  default void commit(Map<TopicPartition, Long> changelogOffsets) {
    throw refusal();
  }

  @Override
  default void close() {
    throw refusal();
  }
}
