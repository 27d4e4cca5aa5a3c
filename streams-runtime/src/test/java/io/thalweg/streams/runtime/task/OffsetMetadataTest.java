package io.thalweg.streams.runtime.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OffsetMetadataTest {
  @Test
  void whenEncodedThenTheTextIsTheOneSeenAtKafkaStreams() {
    // observed at 4.3.1: offset 5, highest timestamp 1700000004000
    assertEquals("AgAAAYvP5Xeg", new OffsetMetadata(5, 1_700_000_004_000L).encode());
    assertEquals(
        new OffsetMetadata(5, 1_700_000_004_000L), OffsetMetadata.decode(5, "AgAAAYvP5Xeg"));
  }

  @Test
  void whenResultsOfClosedWindowsWerePassedOnThenTheTextSaysUpToWhen() {
    // observed at 4.3.1 with onWindowClose: the same head, then a map
    String text =
        "AgAAAAAAACMoAAAAAQAAAChLU1RSRUFNLUFHR1JFR0FURS1TVEFURS1TVE9SRS0wMDAwMDAwMDAxAAAAAAAAAGQ=";
    OffsetMetadata read =
        new OffsetMetadata(9, 9000, Map.of("KSTREAM-AGGREGATE-STATE-STORE-0000000001", 100L));
    assertEquals(read, OffsetMetadata.decode(9, text));
    assertEquals(text, read.encode());
  }

  @Test
  void whenTheTextIsNotOursThenTheTimeIsUnknown() {
    for (String text :
        new String[] {
          "", "x", "%%%", "AAAA", "CQAAAYvP5Xeg", "some note", "AgAAAAAAACMoAAAAAQAAACg="
        }) {
      assertEquals(new OffsetMetadata(3, -1), OffsetMetadata.decode(3, text));
    }
    assertEquals(new OffsetMetadata(3, -1), OffsetMetadata.decode(3, null));
  }
}
