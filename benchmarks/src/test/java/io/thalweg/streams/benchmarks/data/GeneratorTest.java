package io.thalweg.streams.benchmarks.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  @Test
  void theSameIndexGivesTheSameNumberAndNeighboursDiffer() {
    assertEquals(Mix.at(1, 5), Mix.at(1, 5));
    assertNotEquals(Mix.at(1, 5), Mix.at(1, 6));
    assertNotEquals(Mix.at(1, 5), Mix.at(2, 5));
  }

  @Test
  void theFirstRankOfAZipfDistributionIsTwiceAsFrequentAsTheSecond() {
    Zipf zipf = new Zipf(1000, 1);
    int[] seen = new int[1000];
    for (int i = 0; i < 200_000; i++) {
      seen[zipf.rank(Mix.unit(1, i))]++;
    }

    assertEquals(2.0, (double) seen[0] / seen[1], 0.1);
    assertEquals(10.0, (double) seen[0] / seen[9], 1.0);
    assertEquals(0, zipf.rank(0));
    assertEquals(999, zipf.rank(Math.nextDown(1.0)));
  }

  @Test
  void aKeyTellsItsIdAndOthersAreStrangers() {
    assertEquals("k00012345", new String(Keys.bytes(12_345), US_ASCII));
    assertEquals(12_345, Keys.id(Keys.bytes(12_345)));
    assertEquals(-1, Keys.id("other".getBytes(US_ASCII)));
    assertEquals(-1, Keys.id("k0001234x".getBytes(US_ASCII)));
  }

  @Test
  void aWindowedKeyTellsItsStartInTheOutputAndInTheChangelog() {
    byte[] output = "k00000007@60000".getBytes(US_ASCII);
    byte[] changelog = ByteBuffer.allocate(21).put(Keys.bytes(7)).putLong(60_000).putInt(0).array();

    assertEquals(7, Keys.id(output));
    assertEquals(60_000, Keys.windowStart(output));
    assertEquals(7, Keys.id(changelog));
    assertEquals(60_000, Keys.changelogWindowStart(changelog));
    assertEquals(-1, Keys.windowStart(Keys.bytes(7)));
    assertEquals(-1, Keys.changelogWindowStart(output));
  }

  @Test
  void aTextHasAHundredAsciiBytesAndBeginsWithItsSeed() {
    byte[] text = Values.text(0x0123456789abcdefL);

    assertEquals(100, text.length);
    assertTrue(new String(text, US_ASCII).matches("0123456789abcdef[a-z]{84}"));
    assertArrayEquals(text, Values.text(0x0123456789abcdefL));
  }

  @Test
  void aNumberOfAnotherLengthIsNoNumber() {
    assertEquals(42, Values.number(Values.number(42)));
    assertEquals(Long.MIN_VALUE, Values.number(new byte[3]));
  }
}
