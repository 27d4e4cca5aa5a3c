/**
 * The topologies, as a user of Kafka Streams writes them. The build makes the Thalweg twin of this
 * package by swapping the import prefix. Not null-marked, since only one of the two APIs is.
 */
@NullUnmarked
package io.thalweg.streams.differential.kafkastreams;

import org.jspecify.annotations.NullUnmarked;
