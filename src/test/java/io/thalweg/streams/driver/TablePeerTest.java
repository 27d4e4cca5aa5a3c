package io.thalweg.streams.driver;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Operators of tables do the same, record by record and call by call, as those of Kafka Streams.
 */
class TablePeerTest {
  @TestFactory
  Stream<DynamicTest> joins() {
    return DriverPeerTest.compare(
        io.thalweg.streams.driver.kafkastreams.TableJoinScripts.all(),
        io.thalweg.streams.driver.thalweg.TableJoinScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> groupedTables() {
    return DriverPeerTest.compare(
        io.thalweg.streams.driver.kafkastreams.GroupedTableScripts.all(),
        io.thalweg.streams.driver.thalweg.GroupedTableScripts.all());
  }

  @TestFactory
  Stream<DynamicTest> versionedAndTransformedTables() {
    return DriverPeerTest.compare(
        io.thalweg.streams.driver.kafkastreams.VersionedTableScripts.all(),
        io.thalweg.streams.driver.thalweg.VersionedTableScripts.all());
  }
}
