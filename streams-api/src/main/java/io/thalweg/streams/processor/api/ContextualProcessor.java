package io.thalweg.streams.processor.api;

import org.jspecify.annotations.Nullable;

/**
 * A processor that keeps its context.
 *
 * @param <KIn> key type of the input
 * @param <VIn> value type of the input
 * @param <KOut> key type of what it forwards
 * @param <VOut> value type of what it forwards
 */
public abstract class ContextualProcessor<KIn, VIn, KOut, VOut>
    implements Processor<KIn, VIn, KOut, VOut> {
  private @Nullable ProcessorContext<KOut, VOut> context; // owner: the thread of the task

  /** For subclasses. */
  protected ContextualProcessor() {}

  @Override
  public void init(ProcessorContext<KOut, VOut> context) {
    this.context = context;
  }

  /** The context; null before {@link #init}. */
  @SuppressWarnings("NullAway") // not null when processors may use it
  protected final ProcessorContext<KOut, VOut> context() {
    return context;
  }
}
