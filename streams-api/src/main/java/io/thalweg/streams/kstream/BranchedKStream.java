package io.thalweg.streams.kstream;

import java.util.Map;

/**
 * A stream in the course of being split: each record goes to the first branch whose predicate is
 * true, and to no other. End with {@code defaultBranch} or {@code noDefaultBranch}.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public interface BranchedKStream<K, V> {
  /** As {@link #branch(Predicate, Branched)}; the branch is named by its position, from 1. */
  BranchedKStream<K, V> branch(Predicate<? super K, ? super V> predicate);

  /** Adds a branch for the records for which {@code predicate} is the first to be true. */
  BranchedKStream<K, V> branch(Predicate<? super K, ? super V> predicate, Branched<K, V> branched);

  /** As {@link #defaultBranch(Branched)}; the branch is named "0". */
  Map<String, KStream<K, V>> defaultBranch();

  /**
   * Adds a branch for the records that no other takes.
   *
   * @return the branches by name (prefix and branch name), without those that a consumer took
   */
  Map<String, KStream<K, V>> defaultBranch(Branched<K, V> branched);

  /**
   * Drops the records that no branch takes.
   *
   * @return the branches by name (prefix and branch name), without those that a consumer took
   */
  Map<String, KStream<K, V>> noDefaultBranch();
}
