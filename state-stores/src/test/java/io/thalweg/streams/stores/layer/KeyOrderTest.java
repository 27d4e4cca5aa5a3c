package io.thalweg.streams.stores.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of all lengths, with long and short common parts, come out in unsigned byte order. */
final class KeyOrderTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 47, 48, 1000, 5000})
  void sortsAsUnsignedBytes(int count) {
    Random random = new Random(count);
    for (int alphabet : new int[] {1, 2, 256}) {
      byte[][] keys =
          Stream.generate(() -> key(random, alphabet)).limit(count).toArray(byte[][]::new);
      @SuppressWarnings({"unchecked", "rawtypes"}) // generic array
      Entry<String>[] entries = new Entry[count];
      Arrays.setAll(entries, i -> entry(keys[i]));
      KeyOrder.sort(entries);
      Arrays.sort(keys, Arrays::compareUnsigned);
      assertArrayEquals(keys, Arrays.stream(entries).map(entry -> entry.key).toArray());
    }
  }

  /** Up to three buckets, then few different bytes, so that prefixes and whole keys repeat. */
  private static byte[] key(Random random, int alphabet) {
    byte[] key = new byte[8 + random.nextInt(30)];
    key[7] = (byte) (126 + random.nextInt(3));
    for (int i = 8; i < key.length; i++) {
      key[i] = (byte) (random.nextInt(alphabet) - random.nextInt(2));
    }
    return key;
  }

  @SuppressWarnings("NullAway") // sorting asks for no values
  private static Entry<String> entry(byte[] key) {
    return new Entry<>(key, 0, 0, null);
  }
}
