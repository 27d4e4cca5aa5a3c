package io.thalweg.streams.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a JUnit 5 class (5.13 or later) a running Kafka cluster.
 *
 * <pre>{@code
 * @WithKafka
 * class OrdersTest {
 *   @Test
 *   void whenOrderedThenCounted(KafkaCluster kafka, KafkaIo io) { ... }
 * }
 * }</pre>
 *
 * <p>{@link KafkaCluster}, {@link EmbeddedKafka}, {@link KafkaIo} and {@link
 * org.apache.kafka.clients.admin.Admin} may be parameters of constructors, test methods and
 * lifecycle methods, and non-final fields of these types are filled in, static ones too.
 *
 * <p>All classes that ask for nothing special share one cluster of one node, started on first use
 * and closed after the last test of the JVM; use {@link KafkaCluster#uniqueName} there for topics
 * and application ids, and do not stop its node. Any attribute given makes a cluster of the class's
 * own, closed after its last test.
 *
 * <p>With the system property {@code thalweg.test.kafka=testcontainers} the cluster is a Docker
 * container of Testcontainers instead (the dependency {@code
 * org.testcontainers:testcontainers-kafka} is the user's to add). Classes that need three nodes are
 * skipped then.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KafkaExtension.class)
public @interface WithKafka {
  /** Nodes of the cluster: 1 or 3. */
  int nodes() default 1;

  /** Broker settings, each as {@code key=value}. */
  String[] brokerConfig() default {};

  /** Whether the class gets a cluster of its own even if nothing else is special about it. */
  boolean dedicated() default false;
}
