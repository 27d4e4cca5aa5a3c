package io.thalweg.streams.stores.versioned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.MemoryEngine;
import io.thalweg.streams.stores.form.Budget;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.form.StoreTraits;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.WriteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What versions leave in the engine. Histories are 1,000 long, in buckets of 100. */
class VersionedRowsTest {
  private final MemoryEngine engine = new MemoryEngine(List.of("s"));
  private final OwnerReader<byte[], byte[]> owner =
      new OwnerReader<>(
          new WriteBuffer<>(
              new WriteBuffer.Parts<>(
                  "s",
                  KeyLayout.plain(),
                  Codec.of(Serdes.ByteArray(), "s"),
                  Codec.of(Serdes.ByteArray(), "s"),
                  new StoreTraits(false, false, Long.MAX_VALUE, false, true, false),
                  engine.store("s"),
                  new Budget(1 << 20).open(),
                  null),
              StoreMark.NONE,
              true));
  private VersionedRows rows = open(StoreMark.NONE);
  private StoreMark mark = StoreMark.NONE;

  @Test
  void whatNobodyCanSeeAnyMoreTakesNoRoom() {
    for (int i = 0; i < 2_000; i++) {
      put("kept", "v" + i, i);
      put("gone" + i, "x", i);
      put("gone" + i, null, i + 1);
    }
    commit();
    assertTrue(stored() > 4_000, "rows: " + stored());
    put("other", "1", 10_000);
    commit();
    put("other", "2", 10_100);
    commit();
    assertEquals(3, stored()); // kept, other, other before
    assertEquals("v1999", newest("kept"));
    assertNull(newest("gone7"));
    put("other", "3", 20_000);
    commit();
    assertEquals(3, stored()); // its end is still to be seen
    put("other", "4", 40_000);
    put("other", "5", 60_000);
    commit();
    assertEquals(3, stored());
  }

  @Test
  void moreEndedKeysThanFitIntoOneCommitGoWithThoseThatFollowAlsoAfterARestart() {
    for (int i = 0; i < 35_000; i++) {
      put("gone" + i, null, 5);
    }
    commit();
    assertEquals(70_000, stored()); // and a mark each
    put("other", "1", 10_000);
    commit();
    put("other", "1", 10_000);
    commit();
    assertEquals(60_001, stored());
    rows = open(mark);
    for (int i = 0; i < 4; i++) {
      put("other", "1", 10_000);
      commit();
    }
    assertEquals(1, stored());
  }

  @Test
  void aKeyPutAgainAfterItEndedIsNotForgotten() {
    put("a", null, 10);
    put("b", null, 10);
    put("b", "back", 10);
    put("c", null, 10);
    commit();
    put("a", "back", 500);
    put("c", null, 900);
    put("clock", "1", 1_500);
    commit();
    put("clock", "2", 1_550);
    commit();
    assertEquals("back", newest("a"));
    assertEquals("back", newest("b"));
    assertEquals(900, put("c", "x", 800));
  }

  @Test
  void aTimeFarBackInALongChainIsFound() {
    for (int i = 0; i < 900; i++) {
      put("k", "v" + i, i);
    }
    for (int i = 0; i < 900; i += 37) {
      Version version = Objects.requireNonNull(owner("k").at(bytes("k"), i));
      assertEquals("v" + i, new String(version.value(), UTF_8));
      assertEquals(i + 1, version.to());
    }
    assertEquals(1, put("k", "early", 0));
    assertEquals(0, put("k", "earlier", -1));
    commit();
    assertEquals(0, put("k", "earlier", -1));
  }

  private VersionedRows open(StoreMark from) {
    return new VersionedRows(owner, engine.store("s"), VersionKeys.of(100, 1_000), from);
  }

  private VersionReader owner(String key) {
    assertTrue(newest(key) != null);
    return rows.reader(owner);
  }

  private long put(String key, @Nullable String value, long time) {
    return rows.put(bytes(key), value == null ? null : bytes(value), time);
  }

  private @Nullable String newest(String key) {
    Version version = rows.reader(owner).newest(bytes(key));
    return version == null ? null : new String(version.value(), UTF_8);
  }

  private void commit() {
    Batch batch = engine.batch();
    mark = rows.mark();
    rows.writeTo(batch);
    engine.write(batch);
    rows.written();
  }

  private long stored() {
    return engine.store("s").approximateEntries();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
