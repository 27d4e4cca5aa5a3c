/**
 * The same topologies on Kafka Streams and on Thalweg, on the same input in a real broker; what
 * both leave behind in the broker must be equal to the byte.
 */
@NullMarked
package io.thalweg.streams.differential;

import org.jspecify.annotations.NullMarked;
