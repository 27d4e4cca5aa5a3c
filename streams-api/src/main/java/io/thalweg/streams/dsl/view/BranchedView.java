package io.thalweg.streams.dsl.view;

import io.thalweg.streams.kstream.Branched;
import io.thalweg.streams.kstream.KStream;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Branched} made readable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public final class BranchedView<K, V> extends Branched<K, V> {
  /** Copies {@code branched}. */
  public BranchedView(Branched<K, V> branched) {
    super(branched);
  }

  /** Name of the branch, or null. */
  public @Nullable String name() {
    return name;
  }

  /** What continues the branch, or null. */
  public @Nullable Function<? super KStream<K, V>, ? extends @Nullable KStream<K, V>>
      chainFunction() {
    return chainFunction;
  }

  /** What consumes the branch, or null. */
  public @Nullable Consumer<? super KStream<K, V>> chainConsumer() {
    return chainConsumer;
  }
}
