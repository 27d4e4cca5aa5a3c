package io.thalweg.streams.processor.api;

/**
 * Handles records one by one without changing keys. One instance per task, called by one thread.
 *
 * @param <KIn> key type
 * @param <VIn> value type of the input
 * @param <VOut> value type of what it forwards
 */
@FunctionalInterface
public interface FixedKeyProcessor<KIn, VIn, VOut> {
  /** Called once before the first record. */
  default void init(FixedKeyProcessorContext<KIn, VOut> context) {}

  /** Handles one record. */
  void process(FixedKeyRecord<KIn, VIn> record);

  /** Called once at the end; must not forward. */
  default void close() {}
}
