/** The topologies under differential test, written once against Kafka Streams' packages. */
@NullMarked
package io.thalweg.streams.differential.kafkastreams;

import org.jspecify.annotations.NullMarked;
