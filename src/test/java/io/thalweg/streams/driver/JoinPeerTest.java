package io.thalweg.streams.driver;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Joins of streams: each script, and each made by chance, sees the same with both drivers. */
class JoinPeerTest {
  @TestFactory
  Stream<DynamicTest> streams() {
    return DriverPeerTest.compare(
        io.thalweg.streams.driver.kafkastreams.JoinScripts.all(),
        io.thalweg.streams.driver.thalweg.JoinScripts.all());
  }
}
