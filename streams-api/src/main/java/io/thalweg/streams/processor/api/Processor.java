package io.thalweg.streams.processor.api;

/**
 * Handles records one by one. One instance per task, called by one thread.
 *
 * @param <KIn> key type of the input
 * @param <VIn> value type of the input
 * @param <KOut> key type of what it forwards
 * @param <VOut> value type of what it forwards
 */
@FunctionalInterface
public interface Processor<KIn, VIn, KOut, VOut> {
  /** Called once before the first record. */
  default void init(ProcessorContext<KOut, VOut> context) {}

  /** Handles one record. */
  void process(Record<KIn, VIn> record);

  /** Called once at the end; must not forward. */
  default void close() {}
}
