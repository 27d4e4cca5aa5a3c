/** A Kafka cluster in memory, behind the clients' interfaces; everything happens on one thread. */
@NullMarked
package io.thalweg.streams.testing.memory;

import org.jspecify.annotations.NullMarked;
