/** What is done with a driver, written once against Kafka Streams' packages. */
@NullMarked
package io.thalweg.streams.driver.kafkastreams;

import org.jspecify.annotations.NullMarked;
