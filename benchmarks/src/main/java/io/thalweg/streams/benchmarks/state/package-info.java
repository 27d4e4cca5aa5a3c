/** The state layer alone: Thalweg's against the store stack of Kafka Streams, in one JVM. */
@NullMarked
package io.thalweg.streams.benchmarks.state;

import org.jspecify.annotations.NullMarked;
