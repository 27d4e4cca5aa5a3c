package io.thalweg.streams.state;

import io.thalweg.streams.processor.StateStore;
import org.jspecify.annotations.Nullable;

/**
 * A key-value store that keeps former values for its history retention. Written by the thread of
 * its task only.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface VersionedKeyValueStore<K, V> extends StateStore {
  /** {@link #put} returns this if the version is newest, so that no later one ends it. */
  long PUT_RETURN_CODE_VALID_TO_UNDEFINED = -1L;

  /** {@link #put} returns this if the version is too old to be kept. */
  long PUT_RETURN_CODE_NOT_PUT = Long.MIN_VALUE;

  /**
   * Adds a version of {@code key}; a null value says that it has none from then on.
   *
   * @param timestamp start of the version in milliseconds
   * @return the timestamp at which the version ends, or one of the two return codes
   * @throws NullPointerException if {@code key} is null
   */
  long put(K key, @Nullable V value, long timestamp);

  /**
   * Adds a version "no value" of {@code key} from {@code timestamp} on.
   *
   * @return the version that was valid at that time, or null if there was none
   * @throws NullPointerException if {@code key} is null
   */
  @Nullable VersionedRecord<V> delete(K key, long timestamp);

  /**
   * The newest version of {@code key}, or null if it has none.
   *
   * @throws NullPointerException if {@code key} is null
   */
  @Nullable VersionedRecord<V> get(K key);

  /**
   * The version of {@code key} valid at {@code asOfTimestamp}, or null if there is none or history
   * does not go back as far.
   *
   * @throws NullPointerException if {@code key} is null
   */
  @Nullable VersionedRecord<V> get(K key, long asOfTimestamp);
}
