package io.thalweg.streams.kstream;

import org.jspecify.annotations.Nullable;

/**
 * A key within a window: the key type of windowed tables.
 *
 * @param <K> type of the key without the window
 */
public class Windowed<K> {
  private final K key;
  private final Window window;

  /** Makes the key {@code key} of {@code window}. */
  public Windowed(K key, Window window) {
    this.key = key;
    this.window = window;
  }

  /** The key without the window. */
  public K key() {
    return key;
  }

  /** The window. */
  public Window window() {
    return window;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Windowed<?> that && window.equals(that.window) && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    long n = ((long) window.hashCode() << 32) | key.hashCode();
    return (int) (n % 0xFFFFFFFFL);
  }

  @Override
  public String toString() {
    return "[" + key + "@" + window.start() + "/" + window.end() + "]";
  }
}
