package io.thalweg.streams.processor.api;

import org.jspecify.annotations.Nullable;

/**
 * A fixed-key processor that keeps its context.
 *
 * @param <KIn> key type
 * @param <VIn> value type of the input
 * @param <VOut> value type of what it forwards
 */
public abstract class ContextualFixedKeyProcessor<KIn, VIn, VOut>
    implements FixedKeyProcessor<KIn, VIn, VOut> {
  private @Nullable FixedKeyProcessorContext<KIn, VOut> context; // owner: the thread of the task

  /** For subclasses. */
  protected ContextualFixedKeyProcessor() {}

  @Override
  public void init(FixedKeyProcessorContext<KIn, VOut> context) {
    this.context = context;
  }

  /** The context; null before {@link #init}. */
  @SuppressWarnings("NullAway") // not null when processors may use it
  protected final FixedKeyProcessorContext<KIn, VOut> context() {
    return context;
  }
}
