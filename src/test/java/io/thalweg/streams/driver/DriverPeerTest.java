package io.thalweg.streams.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each script sees the same with both drivers. */
class DriverPeerTest {
  @TestFactory
  Stream<DynamicTest> topics() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.TopicScripts.all(),
        io.thalweg.streams.driver.thalweg.TopicScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> runs() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.RunScripts.all(),
        io.thalweg.streams.driver.thalweg.RunScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> stores() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.StoreScripts.all(),
        io.thalweg.streams.driver.thalweg.StoreScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> queries() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.QueryScripts.all(),
        io.thalweg.streams.driver.thalweg.QueryScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> storesOfUsers() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.HeadedStoreScripts.all(),
        io.thalweg.streams.driver.thalweg.HeadedStoreScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> windows() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.WindowScripts.all(),
        io.thalweg.streams.driver.thalweg.WindowScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> expiredRows() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.ExpiredScripts.all(),
        io.thalweg.streams.driver.thalweg.ExpiredScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> resultsAtClose() {
    return compare(
        io.thalweg.streams.driver.kafkastreams.CloseScripts.all(),
        io.thalweg.streams.driver.thalweg.CloseScripts.all());
  }

  static Stream<DynamicTest> compare(
      Map<String, Consumer<Transcript>> theirs, Map<String, Consumer<Transcript>> ours) {
    return new TreeMap<>(theirs)
        .entrySet().stream()
            .map(
                script ->
                    DynamicTest.dynamicTest(
                        script.getKey(),
                        () -> {
                          String expected = seen(script.getValue());
                          assertFalse(expected.isEmpty());
                          assertEquals(expected, seen(ours.get(script.getKey())));
                        }));
  }

  private static String seen(Consumer<Transcript> script) {
    Transcript transcript = new Transcript();
    script.accept(transcript);
    return transcript.text();
  }
}
