package io.thalweg.streams.stores.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.thalweg.streams.stores.form.Hash;
import io.thalweg.streams.stores.form.KeyLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryTableTest {
  private static final KeyLayout LAYOUT = KeyLayout.windowed(60_000);
  private static final long SECOND = 1_000;

  private final EntryTable<String> table = new EntryTable<>(LAYOUT);
  private final Map<List<Long>, Entry<String>> model = new HashMap<>();

  @Test
  void rowsOfManyMinutesComeAndGo() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      for (int step = 0; step < 5_000; step++) {
        // few minutes and many, near each other and far apart
        long start = (random.nextInt(1 + step / 10) * SECOND) << random.nextInt(8);
        change(random.nextInt(20), start, random.nextInt(3) == 0);
      }
      check();
      dropSomeParts(random);
      check();
    }
    table.clear();
    model.clear();
    check();
  }

  @SuppressWarnings("NullAway") // an entry that nobody reads needs no buffer
  private void change(long key, long start, boolean remove) {
    Entry<String> kept = model.get(List.of(key, start));
    assertSame(kept, find(key, start));
    if (kept == null) {
      byte[] full = LAYOUT.engineKey(bytes(key), start, 0);
      Entry<String> entry = new Entry<>(full, hash(key, start), start, null);
      table.insert(entry);
      model.put(List.of(key, start), entry);
    } else if (remove) {
      table.remove(kept);
      model.remove(List.of(key, start));
    }
  }

  private void dropSomeParts(Random random) {
    for (EntryTable.Part<String> part : table.parts()) {
      if (random.nextBoolean()) {
        for (Entry<String> entry : rows(part)) {
          model.values().remove(entry);
        }
        table.drop(part);
      }
    }
  }

  private void check() {
    Set<Entry<String>> all = new HashSet<>();
    int capacity = 0;
    for (EntryTable.Part<String> part : table.parts()) {
      List<Entry<String>> rows = rows(part);
      assertEquals(part.count(), rows.size());
      assertEquals(1, rows.stream().map(row -> row.start / (60 * SECOND)).distinct().count());
      all.addAll(rows);
      capacity += part.capacity();
    }
    assertEquals(new HashSet<>(model.values()), all);
    assertEquals(model.size(), table.count());
    assertEquals(capacity, table.capacity());
    model.forEach((place, row) -> assertSame(row, find(place.get(0), place.get(1))));
    assertNull(find(1, -SECOND));
  }

  private static List<Entry<String>> rows(EntryTable.Part<String> part) {
    List<Entry<String>> rows = new ArrayList<>();
    for (int slot = 0; slot < part.capacity(); slot++) {
      Entry<String> entry = part.at(slot);
      if (entry != null) {
        rows.add(entry);
      }
    }
    return rows;
  }

  private @Nullable Entry<String> find(long key, long start) {
    Entry<String> found = table.find(hash(key, start), bytes(key), start);
    byte[] full = LAYOUT.engineKey(bytes(key), start, 0);
    assertSame(found, table.findRow(hash(key, start), full, start));
    return found;
  }

  private static int hash(long key, long start) {
    return Hash.with(Hash.of(bytes(key)), start);
  }

  private static byte[] bytes(long key) {
    return ("key" + key).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
