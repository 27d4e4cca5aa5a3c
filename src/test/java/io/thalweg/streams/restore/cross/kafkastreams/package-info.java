/**
 * Every kind of store through the public interface of Kafka Streams; the build makes the twin that
 * runs on Thalweg by swapping the import prefix.
 */
@NullMarked
package io.thalweg.streams.restore.cross.kafkastreams;

import org.jspecify.annotations.NullMarked;
