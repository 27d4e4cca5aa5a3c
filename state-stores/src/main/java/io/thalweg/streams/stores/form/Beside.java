package io.thalweg.streams.stores.form;

/**
 * What is kept in memory beside the rows of a store, in the same budget. When that is used up, it
 * may be a quarter of the store's share, or {@link #LEAST} things; rows go for the rest. Owner
 * thread only.
 */
public interface Beside {
  /** How many things may be kept in any case. */
  int LEAST = 4096;

  /** Heap of a key in an ordered set, beside its bytes. */
  int SET_ENTRY = 64;

  /** So many bytes more are kept now; less if negative. */
  void keeps(long moreBytes);

  /** Whether some of what is kept should go. */
  boolean isCrowded();

  /** How many things may be kept now, if {@code wanted} are. */
  int most(int wanted, int bytesEach);
}
