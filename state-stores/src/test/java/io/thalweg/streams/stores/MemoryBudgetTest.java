package io.thalweg.streams.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.stores.kit.ChildJvm;
import io.thalweg.streams.stores.rocksdb.NativeBudget;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {
  private static final long MB = 1 << 20;

  @Test
  void instancesInOneProcessShareOneBudget() {
    ProcessMemory memory = new ProcessMemory();
    StateEngine first = StateEngine.create(config(32 * MB), memory);
    try (StateEngine second = StateEngine.create(config(64 * MB), memory);
        StateEngine apart = StateEngine.apart(config(16 * MB))) {
      NativeBudget shared = first.nativeBudget();
      assertSame(shared, second.nativeBudget());
      assertEquals(32 * MB, shared.bytes(), "the first counts");
      assertNotSame(shared, apart.nativeBudget());
      first.close();
      first.close();
      assertSame(shared, second.nativeBudget(), "as long as there is one");
    }
    try (StateEngine next = StateEngine.create(config(64 * MB), memory)) {
      assertEquals(64 * MB, next.nativeBudget().bytes());
    }
  }

  /** Filled with more than five times the budget. */
  @Test
  void thirtyTwoStoresStayWithinTheBudget(@TempDir Path directory) throws Exception {
    File log = directory.resolve("child.log").toFile();
    Process child =
        new ChildJvm()
            .under("env", "MALLOC_ARENA_MAX=2")
            .with("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1")
            .start(ManyStores.class, log, directory.resolve("state").toString(), "64", "100000");
    Properties figures = new Properties();
    figures.load(child.inputReader(StandardCharsets.UTF_8));
    assertTrue(child.waitFor(300, TimeUnit.SECONDS));
    assertEquals(0, child.exitValue(), Files.readString(log.toPath()));
    System.out.println("32 stores: " + figures);
    long budget = 64;
    assertTrue(figure(figures, "data.mb") > 5 * budget, figures::toString);
    assertTrue(figure(figures, "rocksdb.peak.mb") <= budget * 1.2, figures::toString);
    assertTrue(figure(figures, "rss.growth.mb") <= budget * 1.2, figures::toString);
    assertTrue(figure(figures, "rss.peak.growth.mb") <= budget * 1.3, figures::toString);
    assertTrue(figure(figures, "files.growth") <= 600, figures::toString);
  }

  private static long figure(Properties figures, String name) {
    return Long.parseLong(figures.getProperty(name));
  }

  private static StateEngineConfig config(long nativeBytes) {
    StateEngineConfig base = StateEngineConfig.defaults();
    return new StateEngineConfig(
        new StateEngineConfig.Budgets(nativeBytes, MB, MB, 0), base.flush(), true, null, Map.of());
  }
}
