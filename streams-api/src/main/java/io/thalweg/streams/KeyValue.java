package io.thalweg.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key and its value. Both may be null.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class KeyValue<K, V> {
  /** The key; may be null. */
  public final K key;

  /** The value; may be null. */
  public final V value;

  /** Makes a pair of {@code key} and {@code value}, either of which may be null. */
  @SuppressWarnings("NullAway") // nullness of a pair's parts is the user's, as K and V say
  public KeyValue(@Nullable K key, @Nullable V value) {
    this.key = key;
    this.value = value;
  }

  /** Makes a pair of {@code key} and {@code value}, either of which may be null. */
  public static <K, V> KeyValue<K, V> pair(@Nullable K key, @Nullable V value) {
    return new KeyValue<>(key, value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyValue<?, ?> that
        && Objects.equals(key, that.key)
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, value);
  }

  @Override
  public String toString() {
    return "KeyValue(" + key + ", " + value + ")";
  }
}
