/**
 * Grows random topologies and runs them; written against Kafka Streams. The build makes a twin for
 * Thalweg by swapping the import prefix.
 */
@NullMarked
package io.thalweg.streams.fuzz.kafkastreams;

import org.jspecify.annotations.NullMarked;
