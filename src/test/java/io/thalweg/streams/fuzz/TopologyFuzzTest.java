package io.thalweg.streams.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random topologies with random input, on both test drivers: equal outputs, stores and
 * descriptions.
 *
 * <p>{@code -Dthalweg.fuzz.topologies=}, {@code -Dthalweg.fuzz.seed=} (the first one), {@code
 * -Dthalweg.fuzz.minutes=} (goes on for so long) and {@code -Dthalweg.fuzz.moves=} (names, to look
 * at some operators only) change what is tried.
 */
class TopologyFuzzTest {
  private static final int RECORDS = 60;
  private static final int SHOWN = 3;

  @TempDir Path folder;

  @Test
  void randomTopologiesShowTheSameOnBothEngines() throws IOException {
    long first = Long.getLong("thalweg.fuzz.seed", 1);
    int count = Integer.getInteger("thalweg.fuzz.topologies", 500);
    long deadline =
        System.nanoTime() + Integer.getInteger("thalweg.fuzz.minutes", 0) * 60_000_000_000L;
    Set<String> only =
        Stream.of(System.getProperty("thalweg.fuzz.moves", "").split(","))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    StringBuilder failures = new StringBuilder();
    int failed = 0;
    int telling = 0;
    int tried = 0;
    for (long seed = first; tried < count || System.nanoTime() < deadline; seed++) {
      tried++;
      Trial trial =
          new Trial(Setup.of(seed, only, Files.createDirectory(folder.resolve("" + seed))));
      Script script = Script.random(seed, RECORDS);
      if (trial.differs(script)) {
        failed++;
        if (failed <= SHOWN) {
          failures.append(trial.shrunk(script));
        } else {
          failures.append("seed ").append(seed).append(" differs, too\n");
        }
      } else if (trial.saidSomething()) {
        telling++;
      }
    }
    System.out.println(tried + " random topologies, " + telling + " with output");
    if (failed > 0) {
      fail(failed + " of " + tried + " topologies differ\n" + failures);
    }
    assertTrue(telling > tried / 2, () -> "too few of the topologies have any output");
  }
}
