/** Operators that Kafka Streams has not, and what stands around wrapped ones. */
@NullMarked
package io.thalweg.streams.runtime.operator.extra;

import org.jspecify.annotations.NullMarked;
