/** Life of one KafkaStreams instance: state machine, threads up and down, listeners. */
@NullMarked
package io.thalweg.streams.runtime.client;

import org.jspecify.annotations.NullMarked;
