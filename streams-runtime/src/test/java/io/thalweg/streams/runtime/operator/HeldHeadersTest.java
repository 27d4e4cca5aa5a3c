package io.thalweg.streams.runtime.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeldHeadersTest {
  private static final byte[] KEY = {1, 2, 3};

  @Test
  void whenHeadersAreKeptReplacedAndTakenThenTheirBytesAreCounted() {
    HeldHeaders held = new HeldHeaders();
    assertFalse(held.concerns(new RecordHeaders()));
    held.keep(KEY, 7, headers(10));
    long small = held.bytes();
    held.keep(KEY, 7, headers(1_010));
    assertEquals(small + 1_000, held.bytes());
    held.keep(KEY, 8, headers(10));
    assertEquals(2 * small + 1_000, held.bytes());
    assertEquals(headers(1_010), held.take(KEY.clone(), 7));
    assertEquals(small, held.bytes());
    assertTrue(held.concerns(new RecordHeaders()));
    held.keep(KEY, 8, new RecordHeaders());
    assertEquals(0, held.bytes());
    assertEquals(new RecordHeaders(), held.take(KEY, 8));
    held.keep(KEY, 9, headers(5));
    held.clear();
    assertEquals(0, held.bytes());
  }

  private static Headers headers(int bytes) {
    return new RecordHeaders().add(new RecordHeader("h", new byte[bytes]));
  }
}
