package io.thalweg.streams.driver;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Foreign-key joins and global stores do, record by record, what those of Kafka Streams do. */
class ForeignPeerTest {
  @TestFactory
  Stream<DynamicTest> foreignKeyJoins() {
    return DriverPeerTest.compare(
        io.thalweg.streams.driver.kafkastreams.ForeignKeyScripts.all(),
        io.thalweg.streams.driver.thalweg.ForeignKeyScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> globalStores() {
    return DriverPeerTest.compare(
        io.thalweg.streams.driver.kafkastreams.GlobalScripts.all(),
        io.thalweg.streams.driver.thalweg.GlobalScripts.all());
  }
}
