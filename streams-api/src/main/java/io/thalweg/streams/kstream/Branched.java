package io.thalweg.streams.kstream;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Options of one branch of a split stream: its name, and what to do with it at once. Immutable.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class Branched<K, V> implements NamedOperation<Branched<K, V>> {
  /** Name of the branch, appended to that of the split; null means its position. */
  protected final @Nullable String name;

  /** Continues the branch; its result takes the branch's place in the map. */
  protected final @Nullable Function<? super KStream<K, V>, ? extends @Nullable KStream<K, V>>
      chainFunction;

  /** Consumes the branch, which then is not in the map. */
  protected final @Nullable Consumer<? super KStream<K, V>> chainConsumer;

  /** Makes options; all may be null. */
  protected Branched(
      @Nullable String name,
      @Nullable Function<? super KStream<K, V>, ? extends @Nullable KStream<K, V>> chainFunction,
      @Nullable Consumer<? super KStream<K, V>> chainConsumer) {
    if (name != null) {
      Names.check(name);
    }
    this.name = name;
    this.chainFunction = chainFunction;
    this.chainConsumer = chainConsumer;
  }

  /** Copies {@code branched}. */
  protected Branched(Branched<K, V> branched) {
    this(branched.name, branched.chainFunction, branched.chainConsumer);
  }

  /**
   * Names the branch.
   *
   * @throws NullPointerException if {@code name} is null
   */
  public static <K, V> Branched<K, V> as(String name) {
    Objects.requireNonNull(name, "name must not be null");
    return new Branched<>(name, null, null);
  }

  /**
   * Continues the branch with {@code chain}; the stream it returns stands in the map, unless null.
   *
   * @throws NullPointerException if {@code chain} is null
   */
  public static <K, V> Branched<K, V> withFunction(
      Function<? super KStream<K, V>, ? extends KStream<K, V>> chain) {
    return withFunction(chain, null);
  }

  /**
   * As {@link #withFunction(Function)} with a name.
   *
   * @throws NullPointerException if {@code chain} is null
   */
  public static <K, V> Branched<K, V> withFunction(
      Function<? super KStream<K, V>, ? extends KStream<K, V>> chain, @Nullable String name) {
    Objects.requireNonNull(chain, "chain function must not be null");
    return new Branched<>(name, chain, null);
  }

  /**
   * Hands the branch to {@code chain}; it does not stand in the map.
   *
   * @throws NullPointerException if {@code chain} is null
   */
  public static <K, V> Branched<K, V> withConsumer(Consumer<KStream<K, V>> chain) {
    return withConsumer(chain, null);
  }

  /**
   * As {@link #withConsumer(Consumer)} with a name.
   *
   * @throws NullPointerException if {@code chain} is null
   */
  public static <K, V> Branched<K, V> withConsumer(
      Consumer<? super KStream<K, V>> chain, @Nullable String name) {
    Objects.requireNonNull(chain, "chain consumer must not be null");
    return new Branched<>(name, null, chain);
  }

  /** Returns the same options with another name; null means the position of the branch. */
  @Override
  public Branched<K, V> withName(@Nullable String name) {
    return new Branched<>(name, chainFunction, chainConsumer);
  }
}
