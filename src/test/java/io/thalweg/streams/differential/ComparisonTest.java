package io.thalweg.streams.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.differential.Outcome.Entry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Scenario SCENARIO = Scenario.of("any");
  private static final Entry A1 = new Entry("'a'", "'1'", 10, "[]");
  private static final Entry A2 = new Entry("'a'", "'2'", 20, "[]");
  private static final Entry B1 = new Entry("'b'", "'1'", 15, "[]");
  private static final Entry UNKEYED = new Entry("null", "'1'", 15, "[]");

  private static Outcome outcome(Map<Integer, List<Entry>> output) {
    return new Outcome(
        "Topologies:",
        new TreeMap<>(Map.of("@-s-changelog", "3 partitions")),
        new TreeMap<>(Map.of("@.z", new TreeMap<>(output))),
        new TreeMap<>(Map.of("@in.a-0", "AgAAAAAAACMo at 5")),
        List.of("peek"));
  }

  private static Outcome outcome(Entry... partition0) {
    return outcome(Map.of(0, Arrays.asList(partition0)));
  }

  private static List<String> differing(Scenario scenario, Outcome left, Outcome right) {
    Map<String, List<String>> all = new Comparison(scenario, left, right).differences();
    return all.keySet().stream().filter(name -> !all.get(name).isEmpty()).toList();
  }

  @Test
  void whenEqualThenNothingDiffers() {
    assertEquals(List.of(), differing(SCENARIO, outcome(A1, B1), outcome(A1, B1)));
  }

  @Test
  void whenOrderTimestampHeaderOrPartitionDiffersThenItIsFound() {
    List<String> records = List.of("records of @.z");
    assertEquals(records, differing(SCENARIO, outcome(A1, B1), outcome(B1, A1)));
    assertEquals(records, differing(SCENARIO, outcome(A1, B1), outcome(A1)));
    Entry later = new Entry("'a'", "'1'", 11, "[]");
    assertEquals(records, differing(SCENARIO, outcome(A1), outcome(later)));
    Entry traced = new Entry("'a'", "'1'", 10, "[trace=00]");
    assertEquals(records, differing(SCENARIO, outcome(A1), outcome(traced)));
    assertEquals(records, differing(SCENARIO, outcome(A1), outcome(Map.of(1, List.of(A1)))));
  }

  @Test
  void whenRecordsHaveNoKeyThenTheirPartitionIsFree() {
    assertEquals(
        List.of(), differing(SCENARIO, outcome(UNKEYED), outcome(Map.of(1, List.of(UNKEYED)))));
    assertEquals(List.of("records of @.z"), differing(SCENARIO, outcome(UNKEYED), outcome(A1)));
  }

  @Test
  void whenOnlyTheLastRecordCountsThenEarlierOnesAndVanishedKeysAreFree() {
    Scenario last = SCENARIO.outputs(Scenario.Agreement.LAST_PER_KEY);
    Entry deleted = new Entry("'b'", "null", 30, "[]");
    assertEquals(List.of(), differing(last, outcome(A1, A2), outcome(A2, B1, deleted)));
    assertEquals(List.of("records of @.z"), differing(last, outcome(A1, A2), outcome(A1)));
  }

  @Test
  void whenTopicsOffsetsDescriptionOrSideEffectsDifferThenTheyAreFound() {
    Outcome other =
        new Outcome(
            "Topologies: other",
            new TreeMap<>(Map.of("@-s-changelog", "4 partitions")),
            outcome(A1).records(),
            new TreeMap<>(Map.of("@in.a-0", "AgAAAAAAACMoAAAAAA== at 5")),
            List.of());
    List<String> found = differing(SCENARIO, outcome(A1), other);
    assertEquals(
        List.of("describe()", "internal topics", "committed offsets", "side effects"), found);
    assertTrue(
        new Comparison(SCENARIO, outcome(A1), other)
            .differences()
            .get("internal topics")
            .get(0)
            .contains("4 partitions"));
  }
}
