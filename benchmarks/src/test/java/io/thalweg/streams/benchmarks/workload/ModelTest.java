package io.thalweg.streams.benchmarks.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.benchmarks.data.InputRecord;
import io.thalweg.streams.benchmarks.data.InputTopic;
import io.thalweg.streams.benchmarks.data.Keys;
import io.thalweg.streams.benchmarks.data.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The models against a naive computation, and against outputs with something wrong in them. */
class ModelTest {
  private static final long BASE = 1_800_000_000_000L / 60_000 * 60_000;
  private static final Size SIZE = new Size(0.001, 1);

  private final Map<String, Long> numbers = new HashMap<>();

  @ParameterizedTest
  @EnumSource(Workload.class)
  void generationIsRepeatable(Workload workload) {
    Model one = Models.create(workload, SIZE, BASE);
    Model two = Models.create(workload, SIZE, BASE);

    for (int t = 0; t < one.inputs().size(); t++) {
      InputRecord a = one.inputs().get(t).record().at(77);
      InputRecord b = two.inputs().get(t).record().at(77);
      assertEquals(a.keyId(), b.keyId());
      assertEquals(a.timestamp(), b.timestamp());
      assertEquals(new String(a.value(), UTF_8), new String(b.value(), UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Workload.class,
      names = {"TUMBLING", "SLIDING", "SESSION_ZIPF", "STREAM_STREAM"})
  void aLongerInputIsTheSameTrafficForLonger(Workload workload) {
    InputTopic once = Models.create(workload, SIZE, BASE).inputs().get(0);
    InputTopic thrice = Models.create(workload, new Size(0.001, 3), BASE).inputs().get(0);

    assertEquals(3 * once.size(), thrice.size());
    assertEquals(3.0, lastTime(thrice) / (double) lastTime(once), 0.05);
  }

  private static long lastTime(InputTopic topic) {
    return topic.record().at(topic.size() - 1).timestamp() - BASE;
  }

  @Test
  void everyUpdateOfAnUncachedCountIsNeededInAnyOrder() {
    Model model = observed(Workload.COUNT_UNCACHED);
    Check whole = requireNonNull(model.output());
    Check lost = requireNonNull(model.output());
    Check doubled = requireNonNull(model.output());
    forEachCount(
        model,
        (index, key, count) -> {
          whole.accept(key, count);
          if (index != 5) {
            lost.accept(key, count);
          }
          doubled.accept(key, index == 5 ? Values.number(1_000_000) : count);
        });

    assertEquals(List.of(), whole.problems());
    assertEquals(List.of("expected 2000 records, found 1999"), lost.problems());
    assertTrue(doubled.problems().get(0).contains("contents differ"));
  }

  @Test
  void theLastCountOfACachedCountMustBeRightAndNeverFallBack() {
    Model model = observed(Workload.COUNT);
    Check right = requireNonNull(model.output());
    Map<String, byte[]> last = new HashMap<>();
    forEachCount(model, (index, key, count) -> last.put(new String(key, UTF_8), count));
    last.forEach((key, count) -> right.accept(key.getBytes(UTF_8), count));
    assertEquals(List.of(), right.problems());

    Map.Entry<String, byte[]> one = last.entrySet().iterator().next();
    right.accept(one.getKey().getBytes(UTF_8), one.getValue());
    assertTrue(right.problems().get(0).contains("did not increase"));
    right.accept("stranger".getBytes(UTF_8), one.getValue());
    assertTrue(right.problems().get(0).contains("never sent"));
    assertFalse(requireNonNull(model.output()).problems().isEmpty(), "no output at all");
  }

  @ParameterizedTest
  @EnumSource(names = {"TUMBLING", "HOPPING"})
  void windowSumsAgreeInOutputAndChangelogFormat(Workload workload) {
    long advance = workload == Workload.TUMBLING ? Windows.SIZE : Windows.ADVANCE;
    Model model = observed(workload);
    Check output = requireNonNull(model.output());
    Map<String, Long> sums = new HashMap<>();
    InputTopic input = model.inputs().get(0);
    long streamTime = 0;
    for (long i = 0; i < input.size(); i++) {
      InputRecord record = input.record().at(i);
      streamTime = Math.max(streamTime, record.timestamp());
      long start = Windows.start(record.timestamp(), advance);
      for (; start + Windows.SIZE > record.timestamp(); start -= advance) {
        assertTrue(start + Windows.SIZE + Windows.GRACE > streamTime, "no record may be too late");
        String key = new String(Keys.bytes(record.keyId()), UTF_8) + '@' + start;
        sums.merge(key, Values.number(record.value()), Long::sum);
      }
    }
    Check changelog = requireNonNull(model.changelog());
    sums.forEach(
        (key, sum) -> {
          output.accept(key.getBytes(UTF_8), Values.number(sum));
          changelog.accept(changelogKey(key), Values.number(sum));
        });

    assertEquals(List.of(), output.problems());
    assertEquals(List.of(), changelog.problems());
    assertTrue(sums.size() > 100);
  }

  /** Sessions are merged record by record, as they come. */
  @Test
  void sessionsThatRecordsMergeAgreeInOutputAndChangelogFormat() {
    Model model = observed(Workload.SESSION);
    Map<Integer, List<long[]>> sessions = new HashMap<>();
    int merged = 0;
    InputTopic input = model.inputs().get(0);
    for (long i = 0; i < input.size(); i++) {
      InputRecord record = input.record().at(i);
      long time = record.timestamp();
      long[] whole = {time, time, Values.number(record.value())};
      List<long[]> own = sessions.computeIfAbsent(record.keyId(), key -> new ArrayList<>());
      for (long[] near : List.copyOf(own)) {
        if (near[0] - Windows.GAP <= time && time <= near[1] + Windows.GAP) {
          own.remove(near);
          merged++;
          whole[0] = Math.min(whole[0], near[0]);
          whole[1] = Math.max(whole[1], near[1]);
          whole[2] += near[2];
        }
      }
      own.add(whole);
    }
    Check output = requireNonNull(model.output());
    Check changelog = requireNonNull(model.changelog());
    output.accept("k00000000@7@8".getBytes(UTF_8), Values.number(1));
    output.accept("k00000000@7@8".getBytes(UTF_8), null);
    sessions.forEach(
        (id, own) ->
            own.forEach(
                session -> {
                  String key = "k%08d@%d@%d".formatted(id, session[0], session[1]);
                  output.accept(key.getBytes(UTF_8), Values.number(session[2]));
                  changelog.accept(
                      sessionKey(id, session[1], session[0]), Values.number(session[2]));
                }));

    assertEquals(List.of(), output.problems());
    assertEquals(List.of(), changelog.problems());
    assertTrue(merged > input.size() / 2, merged + " merged");
    output.accept("k00000000@7@8".getBytes(UTF_8), Values.number(1));
    assertTrue(output.problems().get(0).contains("expected null, found 1"));
  }

  @Test
  void aSlidingWindowEndsAtEachRecordOrBeginsBehindOne() {
    Model model = observed(Workload.SLIDING);
    Map<Integer, Map<Long, Long>> amounts = new HashMap<>();
    InputTopic input = model.inputs().get(0);
    for (long i = 0; i < input.size(); i++) {
      InputRecord record = input.record().at(i);
      amounts
          .computeIfAbsent(record.keyId(), key -> new TreeMap<>())
          .merge(record.timestamp(), Values.number(record.value()), Long::sum);
    }
    Check output = requireNonNull(model.output());
    Check changelog = requireNonNull(model.changelog());
    int windows = 0;
    for (Map.Entry<Integer, Map<Long, Long>> key : amounts.entrySet()) {
      for (long time : key.getValue().keySet()) {
        for (long start : new long[] {time - Windows.DIFFERENCE, time + 1}) {
          long sum =
              key.getValue().entrySet().stream()
                  .filter(e -> e.getKey() >= start && e.getKey() - start <= Windows.DIFFERENCE)
                  .mapToLong(Map.Entry::getValue)
                  .sum();
          if (sum > 0) {
            windows++;
            String name = "k%08d@%d".formatted(key.getKey(), start);
            output.accept(name.getBytes(UTF_8), Values.number(sum));
            changelog.accept(changelogKey(name), Values.number(sum));
          }
        }
      }
    }

    assertEquals(List.of(), output.problems());
    assertEquals(List.of(), changelog.problems());
    assertTrue(windows > input.size(), windows + " windows");
  }

  @Test
  void aSuppressedWindowComesOutOnceIfRecordsCloseIt() {
    Model model = observed(Workload.SUPPRESS);
    Map<String, Long> sums = new HashMap<>();
    InputTopic input = model.inputs().get(0);
    long closing = input.record().at(input.size() - 1).timestamp();
    for (long i = 0; i < input.size(); i++) {
      InputRecord record = input.record().at(i);
      long start = Windows.start(record.timestamp(), Windows.SIZE);
      if (start + Windows.SIZE + Windows.GRACE <= closing) {
        String key = new String(Keys.bytes(record.keyId()), UTF_8) + '@' + start;
        sums.merge(key, Values.number(record.value()), Long::sum);
      } else {
        assertEquals(closing, record.timestamp());
      }
    }
    Check output = requireNonNull(model.output());
    sums.forEach((key, sum) -> output.accept(key.getBytes(UTF_8), Values.number(sum)));

    assertEquals(List.of(), output.problems());
    Map.Entry<String, Long> one = sums.entrySet().iterator().next();
    output.accept(one.getKey().getBytes(UTF_8), Values.number(one.getValue()));
    assertFalse(output.problems().isEmpty(), "one came twice");
  }

  @Test
  void aJoinDropsWhatHasNoRowAndKeepsTheRest() {
    Model model = observed(Workload.STREAM_TABLE);
    Check output = requireNonNull(model.output());
    Map<Integer, String> rows = new HashMap<>();
    InputTopic table = model.inputs().get(0);
    for (long i = 0; i < table.size(); i++) {
      InputRecord row = table.record().at(i);
      rows.put(row.keyId(), new String(row.value(), UTF_8));
    }
    InputTopic stream = model.inputs().get(1);
    int dropped = 0;
    for (long i = 0; i < stream.size(); i++) {
      InputRecord record = stream.record().at(i);
      String row = rows.get(record.keyId());
      if (row == null) {
        dropped++;
      } else {
        String joined = UserCode.join(new String(record.value(), UTF_8), row);
        output.accept(Keys.bytes(record.keyId()), joined.getBytes(UTF_8));
      }
    }

    assertEquals(List.of(), output.problems());
    assertEquals(0.05, (double) dropped / stream.size(), 0.02);
  }

  @Test
  void aJoinOfStreamsPairsWhatIsNear() {
    Model model = observed(Workload.STREAM_STREAM);
    Check output = requireNonNull(model.output());
    InputTopic lefts = model.inputs().get(0);
    InputTopic rights = model.inputs().get(1);
    int pairs = 0;
    for (long i = 0; i < lefts.size(); i++) {
      InputRecord left = lefts.record().at(i);
      for (long j = 0; j < rights.size(); j++) {
        InputRecord right = rights.record().at(j);
        if (left.keyId() == right.keyId()
            && Math.abs(left.timestamp() - right.timestamp()) <= Windows.DIFFERENCE) {
          pairs++;
          String joined =
              UserCode.join(new String(left.value(), UTF_8), new String(right.value(), UTF_8));
          output.accept(Keys.bytes(left.keyId()), joined.getBytes(UTF_8));
        }
      }
    }

    assertEquals(List.of(), output.problems());
    assertTrue(pairs > 50, pairs + " pairs");
  }

  @Test
  void aRestoredStoreMustHaveTheLastValueOfEveryKey() {
    Model model = observed(Workload.RESTORE);
    Check store = requireNonNull(model.changelog());
    Map<Integer, byte[]> last = new HashMap<>();
    InputTopic changelog = model.inputs().get(0);
    for (long i = 0; i < changelog.size(); i++) {
      InputRecord record = changelog.record().at(i);
      last.put(record.keyId(), record.value());
    }
    last.remove(3);
    last.forEach((key, value) -> store.accept(Keys.bytes(key), value));

    assertEquals(1, store.problems().size());
    assertTrue(store.problems().get(0).startsWith("1 wrong final values, e.g. slot 3"));
  }

  private static byte[] changelogKey(String outputKey) {
    String[] parts = outputKey.split("@", -1);
    byte[] key = parts[0].getBytes(UTF_8);
    return ByteBuffer.allocate(key.length + 12)
        .put(key)
        .putLong(Long.parseLong(parts[1]))
        .putInt(0)
        .array();
  }

  private static byte[] sessionKey(int id, long end, long start) {
    return ByteBuffer.allocate(25).put(Keys.bytes(id)).putLong(end).putLong(start).array();
  }

  private static Model observed(Workload workload) {
    Model model = Models.create(workload, SIZE, BASE);
    for (InputTopic topic : model.inputs()) {
      for (long i = 0; i < topic.size(); i++) {
        model.observe(topic, topic.record().at(i));
      }
    }
    return model;
  }

  private void forEachCount(Model model, CountSink sink) {
    InputTopic input = model.inputs().get(0);
    for (long i = 0; i < input.size(); i++) {
      byte[] key = Keys.bytes(input.record().at(i).keyId());
      long count = numbers.merge(new String(key, UTF_8), 1L, Long::sum);
      sink.accept(i, key, Values.number(count));
    }
  }

  private interface CountSink {
    void accept(long index, byte[] key, byte[] count);
  }
}
