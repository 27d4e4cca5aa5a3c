package io.thalweg.streams.fuzz;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;

/**
 * One case.
 *
 * @param seed of the topology
 * @param moves how many operators are added
 * @param only names of the moves allowed; empty for all
 * @param folder for state
 * @param settled whether what comes out may not depend on how partitions take turns
 * @param prefix of all topics
 */
public record Setup(
    long seed, int moves, Set<String> only, Path folder, boolean settled, String prefix) {
  public static Setup of(long seed, Set<String> only, Path folder) {
    return new Setup(seed, 1 + new Random(~seed).nextInt(7), only, folder, false, "");
  }

  /** Only operators whose final results are the same in whatever order partitions are read. */
  static Setup settled(long seed, Path folder, String prefix) {
    return new Setup(seed, 2 + new Random(~seed).nextInt(4), Set.of(), folder, true, prefix);
  }

  Setup withMoves(int fewer) {
    return new Setup(seed, fewer, only, folder, settled, prefix);
  }

  /** Choices of the configuration, apart from those of the topology. */
  public Random configuration() {
    return new Random(seed * 31 + 7);
  }
}
