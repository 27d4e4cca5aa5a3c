/** Operators and options that Kafka Streams has not. */
@NullMarked
package io.thalweg.streams.extra;

import org.jspecify.annotations.NullMarked;
