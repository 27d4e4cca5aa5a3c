package io.thalweg.streams.stores.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EvictedKeysTest {
  @Test
  void whatWasAddedIsFoundAndFewOthersAre() {
    EvictedKeys keys = new EvictedKeys(64 << 10);
    int count = (64 << 10) * 8 / 12; // 12 bits a key
    for (int i = 0; i < count; i++) {
      assertTrue(keys.add(hash(i)), "full after " + i);
    }
    for (int i = 0; i < count; i++) {
      assertTrue(keys.mayHave(hash(i)));
    }
    int wrong = 0;
    for (int i = count; i < 2 * count; i++) {
      wrong += keys.mayHave(hash(i)) ? 1 : 0;
    }
    assertTrue(wrong < count / 20, wrong + " of " + count + " are taken for evicted ones");
  }

  @Test
  void keysThatGoAgainAndAgainTakeNoMoreRoom() {
    EvictedKeys keys = new EvictedKeys(1024);
    for (int i = 0; i < 100_000; i++) {
      assertTrue(keys.add(hash(i % 100)));
    }
  }

  @Test
  void saysWhenItIsFull() {
    EvictedKeys keys = new EvictedKeys(1024);
    int added = 0;
    while (keys.add(hash(added))) {
      added++;
    }
    assertTrue(added > 1024 && added < 2048, added + " keys");
  }

  @Test
  void takesNoMemoryBeforeTheFirst() {
    EvictedKeys keys = new EvictedKeys(1000);
    assertEquals(0, keys.bytes());
    assertFalse(keys.mayHave(1));
    keys.add(1);
    assertEquals(512, keys.bytes());
  }

  private static int hash(int id) {
    return Hash.of(("customer-" + id).getBytes(StandardCharsets.UTF_8));
  }
}
